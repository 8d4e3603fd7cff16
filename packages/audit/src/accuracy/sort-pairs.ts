import { sharedMemory } from '../read/shared-memory';
import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortWithOrder } from './sort-scores';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const { length } = pairs;
  const { order, sorted } = sortWithOrder(pairs.score);
  return {
    length,
    left: inOrder(order, pairs.left, new Int32Array(sharedMemory(4 * length))),
    right: inOrder(order, pairs.right, new Int32Array(sharedMemory(4 * length))),
    score: sorted,
    genuine: inOrder(order, pairs.genuine, new Uint8Array(sharedMemory(length))),
  };
}

function inOrder<T extends Int32Array | Uint8Array>(order: Uint32Array, column: T, ordered: T): T {
  for (let n = 0; n < order.length; n++) ordered[n] = column[order[n] as number] as number;
  return ordered;
}
