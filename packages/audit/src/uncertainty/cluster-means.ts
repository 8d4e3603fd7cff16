import type { PairClusters } from './cluster-pairs';
import { dyadicVariance } from './dyadic-variance';

/** Mean of a value over the pairs of each slot, with what its uncertainty is made of. */
export interface ClusterMeans {
  /** Mean per slot; NaN where there are no pairs. */
  mean: Float64Array;
  /**
   * Variance of the mean for normal intervals, pairs that share persons considered: (sum_i R_i^2 - S2) / M^2 for impostor slots,
   * sum_i R_i^2 / M^2 for genuine ones, R_i the sum of value - mean over the pairs of person i; corrected for few people by
   * `dyadicVariance`.
   */
  variance: Float64Array;
  /** S2 / M^2 for each slot: the part of sum_i R_i^2 / M^2 that single pairs of persons cause, which counts twice for impostors. */
  single: Float64Array;
  /** R_i / M for each row of the clusters: how far the mean moves when person i comes up once more. */
  influence: Float64Array;
}

/** Means of a value of the pairs, for every slot, with their dyadic variance (see `sweepRates` for the source). */
export function clusterMeans(value: ArrayLike<number>, clusters: PairClusters): ClusterMeans {
  const { cells, entryOf, entryPairs, entryA, entryB, entryStart, rowStart, rowPairs, slotPairs } = clusters;
  const slots = cells * 2;
  const sums = new Float64Array(entryPairs.length);
  for (let n = 0; n < entryOf.length; n++) {
    const entry = entryOf[n] as number;
    if (entry >= 0) sums[entry] = (sums[entry] as number) + (value[n] as number);
  }
  const mean = new Float64Array(slots).fill(NaN);
  const variance = new Float64Array(slots);
  const single = new Float64Array(slots);
  const influence = new Float64Array(rowPairs.length);
  for (let slot = 0; slot < slots; slot++) {
    const pairs = slotPairs[slot] as number;
    if (pairs === 0) continue;
    const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
    let total = 0;
    for (let entry = from; entry < to; entry++) total += sums[entry] as number;
    const average = total / pairs;
    let ofEntries = 0;
    for (let entry = from; entry < to; entry++) {
      const difference = (sums[entry] as number) - average * (entryPairs[entry] as number);
      ofEntries += difference * difference;
      const a = entryA[entry] as number;
      const b = entryB[entry] as number;
      influence[a] = (influence[a] as number) + difference / pairs;
      if (a !== b) influence[b] = (influence[b] as number) + difference / pairs;
    }
    mean[slot] = average;
    const rows = [rowStart[slot] as number, rowStart[slot + 1] as number] as const;
    single[slot] = ofEntries / pairs ** 2;
    const [twice, independent] = slot % 2 === 1 ? [0, 0] : [ofEntries, single[slot]];
    const pull = influence.slice(...rows).map((step) => step * pairs);
    variance[slot] = dyadicVariance({ pull, pairs: rowPairs.subarray(...rows), total: pairs, twice, independent });
  }
  return { mean, variance, single, influence };
}

/**
 * The means of some slots in every resample of the persons, to first order: mean + sum_i (m_i - 1) R_i / M, scaled so that the
 * variance is the dyadic one.
 */
export function resampleMeans(
  { mean, variance, influence }: ClusterMeans,
  { rowStart, rowSubject }: PairClusters,
  slots: readonly number[],
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array[] {
  return slots.map((slot) => {
    const moved = new Float64Array(resamples);
    let squares = 0;
    for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++) {
      const step = influence[row] as number;
      squares += step * step;
      const from = (rowSubject[row] as number) * resamples;
      for (let r = 0; r < resamples; r++)
        moved[r] = (moved[r] as number) + step * ((multiplicities[from + r] as number) - 1);
    }
    const scale = squares === 0 ? 0 : Math.sqrt((variance[slot] as number) / squares);
    return moved.map((step) => (mean[slot] as number) + scale * step);
  });
}
