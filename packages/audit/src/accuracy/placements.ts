import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import { sharedMemory } from '../read/shared-memory';
import { countOnes } from './count-ones';
import type { LabelledScores } from './roc-curve';
import { isAscending } from './sort-scores';

/**
 * For each genuine pair the share of all impostor pairs that score lower, for each impostor pair the share of all genuine
 * pairs that score higher; ties count one half. The mean over genuine pairs is the AUC, and so is that over impostor pairs. Range 0 .. 1,
 * ideal 1.
 *
 * Source: Hanley, Hajian-Tilaki, Academic Radiology 4, 1997.
 *
 * @throws RangeError where the scores are not in rising order (`sortPairs`).
 */
export function placements({ score, genuine }: LabelledScores): Float64Array {
  if (!isAscending(score)) throw new RangeError('placements need scores in rising order: use sortPairs first');
  const length = score.length;
  const positives = countOnes(genuine);
  const negatives = length - positives;
  const placed = new Float64Array(sharedMemory(8 * length));
  withKernels((kernels) => {
    const [scores, kinds, out] = [kernels.place(score), kernels.place(genuine), kernels.room(8 * length)];
    const state = kernels.cleared(16);
    let done = 0;
    inBlocks(kernels, length, (_, to) => {
      done = kernels.run.placePairs(scores, kinds, done, to, length, positives, negatives, state, out);
    });
    placed.set(kernels.doubles(out, length));
  });
  return placed;
}
