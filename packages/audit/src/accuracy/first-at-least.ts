/** The first place of a rising column, from place `from` on, with the value or a larger one; its length where there is none. */
export function firstAtLeast(column: Float64Array, value: number, from = 0): number {
  for (let to = column.length; from < to;) {
    const middle = (from + to) >>> 1;
    if ((column[middle] as number) >= value) to = middle;
    else from = middle + 1;
  }
  return from;
}
