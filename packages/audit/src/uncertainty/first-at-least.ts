/** The first place of a rising column with the value or a larger one; its length where there is none. */
export function firstAtLeast(column: Float64Array, value: number): number {
  let from = 0;
  for (let to = column.length; from < to;) {
    const middle = (from + to) >> 1;
    if ((column[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
