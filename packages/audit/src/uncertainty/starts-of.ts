/** For each value below `values` where those of a column start when they are put in order; negative ones have no place. */
export function startsOf(column: Int16Array | Int32Array, values: number): Int32Array {
  const starts = new Int32Array(values + 1);
  countValues(column, starts);
  for (let value = 0; value < values; value++)
    starts[value + 1] = (starts[value] as number) + (starts[value + 1] as number);
  return starts;
}

/** Counts value v at place v + 1. */
function countValues(column: Int16Array | Int32Array, counts: Int32Array): void {
  for (let n = 0; n < column.length; n++) {
    const next = (column[n] as number) + 1;
    if (next > 0) counts[next] = (counts[next] as number) + 1;
  }
}
