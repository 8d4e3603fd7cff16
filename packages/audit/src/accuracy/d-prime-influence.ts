import type { LabelledScores } from './roc-curve';

/**
 * How each pair moves d' (`dPrime`), to first order: d' of a sample in which pairs weigh differently is d' plus the weighted mean of
 * these values over the genuine pairs plus that over the impostor pairs. Both means are 0 with equal weights.
 *
 * With means m, variances v and V = (v_genuine + v_impostor) / 2, a pair of score s and its kind's m and v has
 * -+ (s - m) / sqrt(V) - d' ((s - m)^2 - v) / (4 V). Derived here.
 */
export function dPrimeInfluence({ score, genuine }: LabelledScores): Float64Array {
  const count = new Float64Array(2);
  const mean = new Float64Array(2);
  const variance = new Float64Array(2);
  for (let n = 0; n < score.length; n++) {
    const kind = genuine[n] as number;
    count[kind] = (count[kind] as number) + 1;
    mean[kind] = (mean[kind] as number) + (score[n] as number);
  }
  for (const kind of [0, 1]) mean[kind] = (mean[kind] as number) / (count[kind] as number);
  for (let n = 0; n < score.length; n++) {
    const kind = genuine[n] as number;
    variance[kind] = (variance[kind] as number) + ((score[n] as number) - (mean[kind] as number)) ** 2;
  }
  for (const kind of [0, 1]) variance[kind] = (variance[kind] as number) / (count[kind] as number);
  const pooled = ((variance[0] as number) + (variance[1] as number)) / 2;
  const gap = (mean[1] as number) - (mean[0] as number);
  const dPrime = Math.abs(gap) / Math.sqrt(pooled);
  const direction = Math.sign(gap) / Math.sqrt(pooled);
  return score.map((value, n) => {
    const kind = genuine[n] as number;
    const distance = value - (mean[kind] as number);
    const step = (kind === 1 ? direction : -direction) * distance;
    return step - (dPrime * (distance * distance - (variance[kind] as number))) / (4 * pooled);
  });
}
