import type { LabelledScores } from './roc-curve';
import { scoreMoments } from './score-moments';

/**
 * How each pair moves d' (`dPrime`), to first order: d' of a sample in which pairs weigh differently is d' plus the weighted mean of
 * these values over the genuine pairs plus that over the impostor pairs. Both means are 0 with equal weights.
 *
 * With means m, variances v and V = (v_genuine + v_impostor) / 2, a pair of score s and its kind's m and v has
 * -+ (s - m) / sqrt(V) - d' ((s - m)^2 - v) / (4 V). Derived here.
 */
export function dPrimeInfluence(scores: LabelledScores): Float64Array {
  const { score, genuine } = scores;
  const moments = scoreMoments(scores);
  const [impostor, real] = moments;
  const pooled = (impostor.variance + real.variance) / 2;
  const gap = real.mean - impostor.mean;
  const dPrime = Math.abs(gap) / Math.sqrt(pooled);
  const direction = Math.sign(gap) / Math.sqrt(pooled);
  return score.map((value, n) => {
    const kind = genuine[n] as 0 | 1;
    const { mean, variance } = moments[kind];
    const distance = value - mean;
    const step = (kind === 1 ? direction : -direction) * distance;
    return step - (dPrime * (distance * distance - variance)) / (4 * pooled);
  });
}
