import { sharedMemory } from '../read/shared-memory';
import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortWithOrder } from './sort-scores';
import { takeInOrder } from './take-in-order';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const { length } = pairs;
  const { order, sorted } = sortWithOrder(pairs.score);
  return {
    length,
    left: takeInOrder(pairs.left, order, new Int32Array(sharedMemory(4 * length))),
    right: takeInOrder(pairs.right, order, new Int32Array(sharedMemory(4 * length))),
    score: sorted,
    genuine: takeInOrder(pairs.genuine, order, new Uint8Array(sharedMemory(length))),
  };
}
