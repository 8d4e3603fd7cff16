import { withKernels } from '../kernels/with-kernels';

/**
 * The share of each node in distributions that are smoothed with a kernel, of which heights below 0 count as 0. NaN where a
 * distribution has no weight.
 *
 * @param weights of the columns of each distribution: place row x columns + column.
 * @param kernel how high a column reaches at a node: place node x columns + column.
 * @returns the nodes of each row.
 */
export function nodeShares(weights: Float64Array, kernel: Float64Array, columns: number): Float64Array[] {
  const [rows, nodes] = [weights.length / columns, kernel.length / columns];
  const shares = withKernels((kernels) => {
    const [own, reach, found] = [kernels.place(weights), kernels.place(kernel), kernels.room(8 * rows * nodes)];
    kernels.run.shareNodes(own, rows, columns, reach, nodes, found);
    return kernels.doubles(found, rows * nodes).slice();
  });
  return Array.from({ length: rows }, (_, row) => shares.subarray(row * nodes, (row + 1) * nodes));
}
