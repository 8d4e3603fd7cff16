import { withKernels } from '../kernels/with-kernels';
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
  const pairsBetween = to - from;
  return withKernels((kernels) => {
    const score = kernels.place(pairs.score.subarray(from, to));
    const genuine = kernels.place(pairs.genuine.subarray(from, to));
    const [means, weights] = [kernels.room(8 * pairsBetween), kernels.room(8 * pairsBetween)];
    const fitted = kernels.room(8 * pairsBetween);
    kernels.run.fitIsotonic(score, genuine, pairsBetween, means, weights, fitted);
    return { from, to, probability: kernels.doubles(fitted, pairsBetween).slice() };
  });
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
