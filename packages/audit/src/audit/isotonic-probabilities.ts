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
export function isotonicProbabilities(pairs: ScoredPairs): IsotonicProbabilities {
  const [from, to] = mixedScores(pairs);
  const score = pairs.score.subarray(from, to);
  const genuine = pairs.genuine.subarray(from, to);
  const share = new Float64Array(to - from);
  const weight = new Float64Array(to - from);
  const steps = takeSteps(score, genuine, share, weight);
  const fitted = poolAdjacentViolators(share.subarray(0, steps), weight.subarray(0, steps));
  return { from, to, probability: spreadSteps(fitted, weight, to - from) };
}

/** Where the pairs begin and end that are neither below all genuine nor above all impostor scores. */
function mixedScores({ score, genuine, length }: ScoredPairs): [from: number, to: number] {
  let from = genuine.indexOf(1);
  if (from < 0) from = length;
  while (from > 0 && score[from] === score[from - 1]) from--;
  let to = Math.max(from, genuine.lastIndexOf(0) + 1);
  while (to > from && to < length && score[to] === score[to - 1]) to++;
  return [from, to];
}

/** For each distinct score the share of genuine pairs and the number of pairs; returns how many there are. */
function takeSteps(score: Float64Array, genuine: Uint8Array, share: Float64Array, weight: Float64Array): number {
  let steps = 0;
  for (let at = 0; at < score.length; steps++) {
    const value = score[at];
    let sum = 0;
    let count = 0;
    for (; at < score.length && score[at] === value; at++, count++) sum += genuine[at] as number;
    share[steps] = sum / count;
    weight[steps] = count;
  }
  return steps;
}

function spreadSteps(fitted: Float64Array, weight: Float64Array, pairs: number): Float64Array {
  const probability = new Float64Array(pairs);
  for (let step = 0, at = 0; step < fitted.length; step++)
    for (const end = at + (weight[step] as number); at < end; at++) probability[at] = fitted[step] as number;
  return probability;
}
