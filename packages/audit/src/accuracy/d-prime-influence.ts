import type { LabelledScores } from './roc-curve';
import { type ScoreMoments, scoreMoments } from './score-moments';

/**
 * How each pair moves d' (`dPrime`), to first order: d' of a sample in which pairs weigh differently is d' plus the weighted mean of
 * these values over the genuine pairs plus that over the impostor pairs. Both means are 0 with equal weights.
 *
 * With means m, variances v and V = (v_genuine + v_impostor) / 2, a pair of score s and its kind's m and v has
 * -+ (s - m) / sqrt(V) - d' ((s - m)^2 - v) / (4 V). Derived here.
 *
 * @param moments `scoreMoments` of the scores, where they are known.
 */
export function dPrimeInfluence(scores: LabelledScores, moments = scoreMoments(scores)): Float64Array {
  const [impostor, genuine] = moments;
  const pooled = (impostor.variance + genuine.variance) / 2;
  const gap = genuine.mean - impostor.mean;
  const direction = Math.sign(gap) / Math.sqrt(pooled);
  const bend = Math.abs(gap) / Math.sqrt(pooled) / (4 * pooled);
  const influence = new Float64Array(scores.score.length);
  addInfluence(influence, scores, 0, impostor, -direction, bend);
  addInfluence(influence, scores, 1, genuine, direction, bend);
  return influence;
}

/** Writes direction (s - m) - bend ((s - m)^2 - v) for the pairs of one kind. */
function addInfluence(
  influence: Float64Array,
  { score, genuine }: LabelledScores,
  kind: 0 | 1,
  { mean, variance }: ScoreMoments,
  direction: number,
  bend: number,
): void {
  for (let n = 0; n < influence.length; n++) {
    if (genuine[n] !== kind) continue;
    const distance = (score[n] as number) - mean;
    influence[n] = direction * distance - bend * (distance * distance - variance);
  }
}
