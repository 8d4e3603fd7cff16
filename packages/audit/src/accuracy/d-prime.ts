import type { LabelledScores } from './roc-curve';
import { scoreMoments } from './score-moments';

/**
 * Separation of genuine and impostor scores: d' = |mean difference| / sqrt((variance + variance) / 2), population variances.
 * Range 0 .., ideal large. NaN where one side is empty. In common use (signal detection).
 *
 * @param moments `scoreMoments` of the scores, where they are known.
 */
export function dPrime(scores: LabelledScores, moments = scoreMoments(scores)): number {
  const [impostor, genuine] = moments;
  return Math.abs(genuine.mean - impostor.mean) / Math.sqrt((genuine.variance + impostor.variance) / 2);
}
