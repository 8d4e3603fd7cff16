import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortWithOrder } from './sort-scores';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const { order, sorted } = sortWithOrder(pairs.score);
  const { length } = pairs;
  const left = new Int32Array(length);
  const right = new Int32Array(length);
  const genuine = new Uint8Array(length);
  for (let n = 0; n < length; n++) {
    const from = order[n] as number;
    left[n] = pairs.left[from] as number;
    right[n] = pairs.right[from] as number;
    genuine[n] = pairs.genuine[from] as number;
  }
  return { length, left, right, score: sorted, genuine };
}
