import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import { addMoves } from './add-moves';
import type { PairClusters } from './cluster-pairs';
import { dyadicVariance } from './dyadic-variance';
import { sumOfSquares } from './sums';

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
export function clusterMeans(value: Float64Array, clusters: PairClusters): ClusterMeans {
  const { cells, entryStart, rowStart, rowPairs, slotPairs } = clusters;
  const slots = cells * 2;
  const mean = new Float64Array(slots).fill(NaN);
  const variance = new Float64Array(slots);
  const single = new Float64Array(slots);
  const influence = new Float64Array(rowPairs.length);
  withKernels((kernels) => {
    const { run } = kernels;
    const sums = sumsOfEntries(kernels, value, clusters);
    const entryPairs = kernels.place(clusters.entryPairs);
    const [entryA, entryB] = [kernels.place(clusters.entryA), kernels.place(clusters.entryB)];
    const pulls = kernels.cleared(8 * rowPairs.length);
    for (let slot = 0; slot < slots; slot++) {
      const total = slotPairs[slot] as number;
      if (total === 0) continue;
      const entries = [entryStart[slot] as number, entryStart[slot + 1] as number] as const;
      const average = run.sumOf(sums, ...entries) / total;
      const ofEntries = run.addPulls(sums, entryPairs, entryA, entryB, ...entries, average, pulls);
      mean[slot] = average;
      single[slot] = ofEntries / total ** 2;
      const rows = [rowStart[slot] as number, rowStart[slot + 1] as number] as const;
      const pull = kernels.doubles(pulls, rowPairs.length).slice(...rows);
      const [twice, independent] = slot % 2 === 1 ? [0, 0] : [ofEntries, single[slot]];
      variance[slot] = dyadicVariance({ pull, pairs: rowPairs.subarray(...rows), total, twice, independent });
      influence.set(
        pull.map((off) => off / total),
        rows[0],
      );
    }
  });
  return { mean, variance, single, influence };
}

/** The sum of the values of each entry's pairs: an address. */
function sumsOfEntries(kernels: KernelMemory, value: Float64Array, { entryOf, entryPairs }: PairClusters): number {
  const sums = kernels.cleared(8 * entryPairs.length);
  inBlocks(kernels, entryOf.length, (from, to) => {
    const entries = kernels.place(entryOf.subarray(from, to));
    kernels.run.addToEntries(kernels.place(value.subarray(from, to)), entries, to - from, sums);
  });
  return sums;
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
