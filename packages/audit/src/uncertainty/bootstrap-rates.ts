import type { PairClusters } from './cluster-pairs';
import { slotErrors, slotVariance } from './entry-errors';
import { moments } from './moments';
import { weightedTotals } from './weighted-totals';

/** Resampled error rates of one slot. */
export interface ResampledRate {
  /** errors / pairs of the original sample. */
  rate: number;
  /** The rate in each resample; the original one where a resample has no pairs. */
  resampled: Float64Array;
  /** Dyadic variance of the rate, corrected for few people (`dyadicVariance`). */
  variance: number;
}

/**
 * Error rates of slots in every resample of the persons, with the threshold held: a genuine pair of person i weighs m_i, an
 * impostor pair of i and j weighs m_i m_j.
 *
 * @param errors for each entry of the clusters its errors at the threshold (`entryErrors`).
 * @param slots the slots that are wanted; even ones give an FMR, odd ones an FNMR.
 * @param pairTotals for each of them the weighted number of its pairs in every resample, where it is known already.
 */
export function bootstrapRates(
  errors: Float64Array,
  clusters: PairClusters,
  slots: readonly number[],
  multiplicities: Uint8Array,
  resamples: number,
  pairTotals?: readonly Float64Array[],
): ResampledRate[] {
  return slots.map((slot, at) => {
    const all = pairTotals?.[at] ?? weightedTotals(clusters, slot, clusters.entryPairs, multiplicities, resamples);
    const wrong = weightedTotals(clusters, slot, errors, multiplicities, resamples);
    const total = clusters.slotPairs[slot] as number;
    const rate = total === 0 ? 0 : slotErrors(errors, clusters, slot) / total;
    return {
      rate,
      resampled: wrong.map((value, r) => ((all[r] as number) > 0 ? value / (all[r] as number) : rate)),
      variance: slotVariance(clusters, slot, errors, rate),
    };
  });
}

/**
 * Resampled rates with the variance they should have. The vertex bootstrap counts the noise of a single impostor pair three
 * times, so the logarithms of the rates are moved together until their variance is the dyadic one of the log rate,
 * variance / rate^2; their mean becomes the log of the original rate. Resampled rates of 0 count as the smallest other one.
 */
export function correctVariance({ rate, resampled, variance }: ResampledRate): Float64Array {
  if (rate === 0 || variance === 0) return new Float64Array(resampled.length).fill(rate);
  const least = resampled.reduce((low, value) => (value > 0 && value < low ? value : low), rate);
  const logs = resampled.map((value) => Math.log(Math.max(value, least)));
  const { mean, deviation } = moments(logs);
  const scale = deviation === 0 ? 0 : Math.sqrt(variance) / deviation / rate;
  return logs.map((value) => Math.min(1, rate * Math.exp(scale * (value - mean))));
}

/**
 * The same for differences of rates: the resampled rates are moved about the original one until their variance is the dyadic one;
 * none falls below 0.
 */
export function correctSpread({ rate, resampled, variance }: ResampledRate): Float64Array {
  const { mean, deviation } = moments(resampled);
  const scale = deviation === 0 ? 0 : Math.sqrt(variance) / deviation;
  return resampled.map((value) => Math.min(1, Math.max(0, rate + scale * (value - mean))));
}
