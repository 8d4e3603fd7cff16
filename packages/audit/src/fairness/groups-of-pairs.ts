import { BLOCK, inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { Grouping } from './group-images';

/** For each pair the group of both its images, or -1 where they are in two groups. */
export function groupsOfPairs(
  { left, right, length }: ScoredPairs,
  { groupOf }: Pick<Grouping, 'groupOf'>,
): Int16Array {
  const groups = new Int16Array(length);
  withKernels((kernels) => {
    const known = kernels.place(groupOf);
    const [lefts, rights, out] = [kernels.room(4 * BLOCK), kernels.room(4 * BLOCK), kernels.room(2 * BLOCK)];
    inBlocks(kernels, length, (from, to) => {
      kernels.integers(lefts, BLOCK).set(left.subarray(from, to));
      kernels.integers(rights, BLOCK).set(right.subarray(from, to));
      kernels.run.sharedGroups(lefts, rights, to - from, known, out);
      groups.set(kernels.shorts(out, to - from), from);
    });
  });
  return groups;
}
