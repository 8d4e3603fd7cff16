/** Gradient of `value` at `matrix` by central differences. */
export function centralDifferences(matrix: readonly number[][], value: (moved: number[][]) => number): number[] {
  const step = 1e-5;
  const at = (r: number, c: number, by: number) =>
    value(matrix.map((row, i) => (i === r ? row.map((x, j) => (j === c ? x + by : x)) : row)));
  return matrix.flatMap((row, r) => row.map((_, c) => (at(r, c, step) - at(r, c, -step)) / (2 * step)));
}
