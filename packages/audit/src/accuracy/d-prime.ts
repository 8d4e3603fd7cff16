import type { LabelledScores } from './roc-curve';
import { scoreMoments } from './score-moments';

/**
 * Separation of genuine and impostor scores: d' = |mean difference| / sqrt((variance + variance) / 2), population variances.
 * Range 0 .., ideal large. NaN where one side is empty. In common use (signal detection).
 */
export function dPrime(scores: LabelledScores): number {
  const [impostor, genuine] = scoreMoments(scores);
  return Math.abs(genuine.mean - impostor.mean) / Math.sqrt((genuine.variance + impostor.variance) / 2);
}
