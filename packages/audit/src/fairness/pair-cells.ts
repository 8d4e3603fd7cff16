import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { Grouping } from './group-images';

/** Cell of the unordered pair of groups a and b: 0 is (0, 0), 1 is (0, 1), 2 is (1, 1), 3 is (0, 2), ... */
export function pairCell(a: number, b: number): number {
  return a < b ? (b * (b + 1)) / 2 + a : (a * (a + 1)) / 2 + b;
}

/** The groups [a, b] of a cell, a <= b: the inverse of `pairCell`. */
export function groupsOfCell(cell: number): [a: number, b: number] {
  const b = Math.floor((Math.sqrt(8 * cell + 1) - 1) / 2);
  return [cell - (b * (b + 1)) / 2, b];
}

/** For each pair the cell of its two images' groups; there are D (D + 1) / 2 cells. */
export function pairCells({ left, right, length }: ScoredPairs, { groupOf }: Pick<Grouping, 'groupOf'>): Int32Array {
  const cells = new Int32Array(length);
  withKernels((kernels) => {
    const groups = kernels.place(groupOf);
    inBlocks(kernels, length, (from, to) => {
      const lefts = kernels.place(left.subarray(from, to));
      // A pair's cell takes the place of its first image.
      kernels.run.pairCells(lefts, kernels.place(right.subarray(from, to)), to - from, groups, lefts);
      cells.set(kernels.integers(lefts, to - from), from);
    });
  });
  return cells;
}
