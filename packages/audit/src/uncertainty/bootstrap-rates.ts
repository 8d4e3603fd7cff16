import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';
import { rateVariance } from './dyadic-variance';
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
    const [from, to] = [clusters.entryStart[slot] as number, clusters.entryStart[slot + 1] as number];
    let count = 0;
    for (let e = from; e < to; e++) count += errors[e] as number;
    const rate = pairs === 0 ? 0 : count / pairs;
    return {
      rate,
      resampled: wrong.map((value, r) => ((all[r] as number) > 0 ? value / (all[r] as number) : rate)),
      variance: slotVariance(clusters, slot, errors, rate),
    };
  });
}

function slotVariance(clusters: PairClusters, slot: number, errors: Float64Array, rate: number): number {
  const { entryStart, entryPairs, entryA, entryB, rowStart, rowPairs, slotPairs } = clusters;
  const first = rowStart[slot] as number;
  const pairs = rowPairs.subarray(first, rowStart[slot + 1]);
  const pull = new Float64Array(pairs.length);
  let squares = 0;
  for (let e = entryStart[slot] as number; e < (entryStart[slot + 1] as number); e++) {
    const difference = (errors[e] as number) - rate * (entryPairs[e] as number);
    const a = (entryA[e] as number) - first;
    const b = (entryB[e] as number) - first;
    squares += difference * difference;
    pull[a] = (pull[a] as number) + difference;
    if (a !== b) pull[b] = (pull[b] as number) + difference;
  }
  const genuine = slot % 2 === 1;
  return rateVariance(rate, { pull, pairs, total: slotPairs[slot] as number, twice: genuine ? 0 : squares }, genuine);
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
