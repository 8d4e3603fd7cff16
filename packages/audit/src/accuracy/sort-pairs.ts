import { sharedMemory } from '../read/shared-memory';
import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortWithOrder } from './sort-scores';

/** Pairs in rising order of their scores, and where each of them came from. */
export interface OrderedPairs {
  pairs: ScoredPairs;
  /** Pair n is the one that was order[n]. */
  order: Uint32Array;
}

/** The pairs in rising order of their scores, as new columns. */
export function orderPairs(pairs: ScoredPairs): OrderedPairs {
  const { order, sorted } = sortWithOrder(pairs.score);
  const { length } = pairs;
  const left = new Int32Array(sharedMemory(4 * length));
  const right = new Int32Array(sharedMemory(4 * length));
  const genuine = new Uint8Array(sharedMemory(length));
  for (let n = 0; n < length; n++) {
    const from = order[n] as number;
    left[n] = pairs.left[from] as number;
    right[n] = pairs.right[from] as number;
    genuine[n] = pairs.genuine[from] as number;
  }
  return { pairs: { length, left, right, score: sorted, genuine }, order };
}

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  return isAscending(pairs.score) ? pairs : orderPairs(pairs).pairs;
}
