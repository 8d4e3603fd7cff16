import { poolAdjacentViolators } from '../fairness/pool-adjacent-violators';
import type { ScoredPairs } from '../read/verification-data';

/** Chance of being genuine by score: 0 before pair `from`, `probability` for the pairs [from, to), 1 from pair `to` on. */
export interface IsotonicProbabilities {
  from: number;
  to: number;
  probability: Float64Array;
}

/**
 * One isotonic regression for all pairs, from scores to the probability of being genuine. Below the first genuine score that is 0
 * and above the last impostor score it is 1, without any error: only the pairs between are fitted.
 *
 * @param pairs in rising order of their scores.
 */
export function isotonicProbabilities({ score, genuine, length }: ScoredPairs): IsotonicProbabilities {
  let from = 0;
  while (from < length && genuine[from] === 0) from++;
  while (from > 0 && score[from] === score[from - 1]) from--;
  let to = length;
  while (to > from && genuine[to - 1] === 1) to--;
  while (to > from && to < length && score[to] === score[to - 1]) to++;

  const probability = new Float64Array(to - from);
  const share = new Float64Array(to - from);
  const weight = new Float64Array(to - from);
  const stepOf = new Int32Array(to - from);
  let steps = 0;
  for (let at = from; at < to; steps++) {
    const value = score[at];
    let sum = 0;
    let count = 0;
    for (; at < to && score[at] === value; at++, count++) {
      sum += genuine[at] as number;
      stepOf[at - from] = steps;
    }
    share[steps] = sum / count;
    weight[steps] = count;
  }
  const fitted = poolAdjacentViolators(share.subarray(0, steps), weight.subarray(0, steps));
  for (let at = to - from - 1; at >= 0; at--) probability[at] = fitted[stepOf[at] as number] as number;
  return { from, to, probability };
}
