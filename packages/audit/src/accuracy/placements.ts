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
  let genuineBelow = 0;
  let impostorsBelow = 0;
  for (let at = 0; at < length;) {
    const value = score[at] as number;
    let tiedGenuine = 0;
    let end = at;
    for (; end < length && score[end] === value; end++) tiedGenuine += genuine[end] as number;
    const tiedImpostors = end - at - tiedGenuine;
    const ofGenuine = (impostorsBelow + tiedImpostors / 2) / negatives;
    const ofImpostor = (positives - genuineBelow - tiedGenuine / 2) / positives;
    for (; at < end; at++) placed[at] = genuine[at] === 1 ? ofGenuine : ofImpostor;
    genuineBelow += tiedGenuine;
    impostorsBelow += tiedImpostors;
  }
  return placed;
}
