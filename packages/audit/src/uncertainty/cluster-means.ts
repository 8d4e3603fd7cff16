import { addMoves } from './add-moves';
import type { PairClusters } from './cluster-pairs';
import { dyadicVariance } from './dyadic-variance';
import { sumOf, sumOfSquares } from './sums';

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
  const { cells, entryPairs, entryStart, rowStart, rowPairs, slotPairs } = clusters;
  const slots = cells * 2;
  const sums = sumsOfEntries(value, clusters);
  const mean = new Float64Array(slots).fill(NaN);
  const variance = new Float64Array(slots);
  const single = new Float64Array(slots);
  const pulls = new Float64Array(rowPairs.length);
  const influence = new Float64Array(rowPairs.length);
  for (let slot = 0; slot < slots; slot++) {
    const total = slotPairs[slot] as number;
    if (total === 0) continue;
    const entries = [entryStart[slot] as number, entryStart[slot + 1] as number] as const;
    const average = sumOf(sums.subarray(...entries)) / total;
    subtractMean(sums, average, entryPairs, ...entries);
    const ofEntries = sumOfSquares(sums.subarray(...entries));
    addPulls(pulls, sums, clusters, ...entries);
    mean[slot] = average;
    single[slot] = ofEntries / total ** 2;
    const rows = [rowStart[slot] as number, rowStart[slot + 1] as number] as const;
    const pull = pulls.subarray(...rows);
    const [twice, independent] = slot % 2 === 1 ? [0, 0] : [ofEntries, single[slot]];
    variance[slot] = dyadicVariance({ pull, pairs: rowPairs.subarray(...rows), total, twice, independent });
    for (let row = rows[0]; row < rows[1]; row++) influence[row] = (pulls[row] as number) / total;
  }
  return { mean, variance, single, influence };
}

function sumsOfEntries(value: ArrayLike<number>, { entryOf, entryPairs }: PairClusters): Float64Array {
  const sums = new Float64Array(entryPairs.length);
  for (let n = 0; n < entryOf.length; n++) {
    const entry = entryOf[n] as number;
    if (entry >= 0) sums[entry] = (sums[entry] as number) + (value[n] as number);
  }
  return sums;
}

function subtractMean(sums: Float64Array, mean: number, entryPairs: Float64Array, from: number, to: number): void {
  for (let entry = from; entry < to; entry++)
    sums[entry] = (sums[entry] as number) - mean * (entryPairs[entry] as number);
}

/** Adds what the pairs of each entry are off the mean to both its persons. */
function addPulls(
  pulls: Float64Array,
  sums: Float64Array,
  { entryA, entryB }: PairClusters,
  from: number,
  to: number,
): void {
  for (let entry = from; entry < to; entry++) {
    const a = entryA[entry] as number;
    const b = entryB[entry] as number;
    const sum = sums[entry] as number;
    pulls[a] = (pulls[a] as number) + sum;
    if (a !== b) pulls[b] = (pulls[b] as number) + sum;
  }
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
    const [from, to] = [rowStart[slot], rowStart[slot + 1]];
    const steps = influence.subarray(from, to);
    const moved = addMoves(new Float64Array(resamples), steps, rowSubject.subarray(from, to), multiplicities);
    const squares = sumOfSquares(steps);
    const scale = squares === 0 ? 0 : Math.sqrt((variance[slot] as number) / squares);
    return moved.map((step) => (mean[slot] as number) + scale * step);
  });
}
