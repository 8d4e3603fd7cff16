/** A part of a matrix of `of` columns. */
export interface ColumnRange {
  readonly from: number;
  readonly columns: number;
  readonly of: number;
}

/** Columns of a matrix, row by row. */
export function takeColumns(matrix: Float32Array, { from, columns, of }: ColumnRange): Float32Array {
  const rows = matrix.length / of;
  const taken = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    taken.set(matrix.subarray(row * of + from, row * of + from + columns), row * columns);
  }
  return taken;
}

/** Matrices side by side: undoes {@link takeColumns}. */
export function joinColumns(parts: readonly Float32Array[], columns: readonly number[]): Float32Array {
  const of = columns.reduce((sum, count) => sum + count, 0);
  const rows = (parts[0]?.length ?? 0) / (columns[0] ?? 1);
  const joined = new Float32Array(rows * of);
  let from = 0;
  parts.forEach((part, i) => {
    const count = columns[i] as number;
    for (let row = 0; row < rows; row++) joined.set(part.subarray(row * count, (row + 1) * count), row * of + from);
    from += count;
  });
  return joined;
}
