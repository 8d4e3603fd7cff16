import type { LabelledScores } from './roc-curve';

/**
 * Separation of genuine and impostor scores: d' = |mean difference| / sqrt((variance + variance) / 2), population variances.
 * Range 0 .., ideal large. NaN where one side is empty. In common use (signal detection).
 */
export function dPrime({ score, genuine }: LabelledScores): number {
  const moments = [0, 1].map((side) => {
    let n = 0;
    let mean = 0;
    let squares = 0;
    // Welford's update: steady for long columns.
    for (let at = 0; at < score.length; at++) {
      if (genuine[at] !== side) continue;
      n++;
      const step = (score[at] as number) - mean;
      mean += step / n;
      squares += step * ((score[at] as number) - mean);
    }
    return { mean, variance: squares / n };
  });
  const [impostor, real] = moments;
  if (impostor === undefined || real === undefined) return NaN;
  return Math.abs(real.mean - impostor.mean) / Math.sqrt((real.variance + impostor.variance) / 2);
}
