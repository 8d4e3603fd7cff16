import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';
import { weightedTotals } from './weighted-totals';

/** Resampled error rates of one slot. */
export interface ResampledRate {
  /** errors / pairs of the original sample. */
  rate: number;
  /** The rate in each resample; the original one where a resample has no pairs. */
  resampled: Float64Array;
  /** S2 / M^2 of the original sample: the part of the variance that the bootstrap of impostor pairs counts twice too often. */
  pairNoise: number;
}

/**
 * Error rates of slots in every resample of the persons, with the threshold held: a genuine pair of person i weighs m_i, an
 * impostor pair of i and j weighs m_i m_j.
 *
 * @param slots the slots that are wanted; even ones give an FMR, odd ones an FNMR.
 * @param pairTotals for each of them the weighted number of its pairs in every resample, where it is known already.
 */
export function bootstrapRates(
  { score, genuine, length }: ScoredPairs,
  clusters: PairClusters,
  threshold: number,
  slots: readonly number[],
  multiplicities: Uint8Array,
  resamples: number,
  pairTotals?: readonly Float64Array[],
): ResampledRate[] {
  const errors = new Float64Array(clusters.entryPairs.length);
  for (let n = 0; n < length; n++) {
    const entry = clusters.entryOf[n] as number;
    if (entry >= 0 && (score[n] as number) >= threshold !== (genuine[n] === 1))
      errors[entry] = (errors[entry] as number) + 1;
  }
  return slots.map((slot, at) => {
    const all = pairTotals?.[at] ?? weightedTotals(clusters, slot, clusters.entryPairs, multiplicities, resamples);
    const wrong = weightedTotals(clusters, slot, errors, multiplicities, resamples);
    const pairs = clusters.slotPairs[slot] as number;
    let count = 0;
    for (let e = clusters.entryStart[slot] as number; e < (clusters.entryStart[slot + 1] as number); e++)
      count += errors[e] as number;
    const rate = pairs === 0 ? 0 : count / pairs;
    let noise = 0;
    for (let e = clusters.entryStart[slot] as number; e < (clusters.entryStart[slot + 1] as number); e++) {
      noise += ((errors[e] as number) - rate * (clusters.entryPairs[e] as number)) ** 2;
    }
    return {
      rate,
      resampled: wrong.map((value, r) => ((all[r] as number) > 0 ? value / (all[r] as number) : rate)),
      pairNoise: slot % 2 === 1 || pairs === 0 ? 0 : noise / pairs ** 2,
    };
  });
}

/**
 * Resampled rates with the variance they should have: the vertex bootstrap counts the noise of a single impostor pair three
 * times, so their distance from the original rate is shrunk until the variance is smaller by 2 S2 / M^2 (at least the
 * binomial variance of `pairs` pairs). Their mean becomes the original rate.
 */
export function correctVariance({ rate, resampled, pairNoise }: ResampledRate, pairs: number): Float64Array {
  const mean = resampled.reduce((sum, value) => sum + value, 0) / resampled.length;
  const variance = resampled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, resampled.length - 1);
  if (variance === 0) return resampled.slice();
  const floor = pairs === 0 || pairNoise === 0 ? 0 : (rate * (1 - rate)) / pairs;
  const scale = Math.sqrt(Math.max(variance - 2 * pairNoise, Math.min(floor, variance)) / variance);
  return resampled.map((value) => Math.min(1, Math.max(0, rate + scale * (value - mean))));
}
