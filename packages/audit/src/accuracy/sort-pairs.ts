import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortScores } from './sort-scores';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const order = sortScores(pairs.score);
  const { length } = pairs;
  const sorted = {
    length,
    left: new Int32Array(length),
    right: new Int32Array(length),
    score: new Float64Array(length),
    genuine: new Uint8Array(length),
  };
  for (let n = 0; n < length; n++) {
    const from = order[n] as number;
    sorted.left[n] = pairs.left[from] as number;
    sorted.right[n] = pairs.right[from] as number;
    sorted.score[n] = pairs.score[from] as number;
    sorted.genuine[n] = pairs.genuine[from] as number;
  }
  return sorted;
}
