import { withKernels } from '../kernels/with-kernels';

/**
 * Shares of nodes in distributions smoothed with a kernel: first those of the sample itself, then those of each resample. Heights
 * below 0, to which moves of the first order may lead, count as 0.
 *
 * @param means for each column its share of the scores.
 * @param moves what is added to them in each resample: place resample x columns + column.
 * @param kernel how high a column reaches at a node: place node x columns + column.
 */
export function nodeShares(means: Float64Array, moves: Float64Array, kernel: Float64Array): Float64Array[] {
  const columns = means.length;
  const [rows, nodes] = [1 + moves.length / columns, kernel.length / columns];
  const moved = new Float64Array(rows * columns);
  moved.set(moves, columns);
  const shares = withKernels((kernels) => {
    const [centre, own, reach] = [kernels.place(means), kernels.place(moved), kernels.place(kernel)];
    const found = kernels.room(8 * rows * nodes);
    kernels.run.shareNodes(centre, own, rows, columns, reach, nodes, found);
    return kernels.doubles(found, rows * nodes).slice();
  });
  return Array.from({ length: rows }, (_, row) => shares.subarray(row * nodes, (row + 1) * nodes));
}
