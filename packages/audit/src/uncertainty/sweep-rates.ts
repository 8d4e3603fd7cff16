import { isAscending } from '../accuracy/sort-scores';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';
import { ErrorTally } from './error-tally';
import { firstAtLeast } from '../accuracy/first-at-least';

/** Errors of every slot at every threshold, with the variance of the rate. Index: threshold x slots + slot. */
export interface RateSweep {
  thresholds: number[];
  slots: number;
  /** Impostor slots (even): scores >= threshold. Genuine slots (odd): scores < threshold. */
  errors: Float64Array;
  /** Variance of errors / pairs for normal intervals, pairs that share persons considered; 0 where there are no pairs. */
  variance: Float64Array;
}

/**
 * Walks the thresholds once and gives the error counts of every slot with their dyadic variance, corrected for few people by
 * `dyadicVariance`:
 *
 * - Var(FNMR) = sum_i R_i^2 / M^2, R_i = e_i - f m_i over persons i with m_i pairs and e_i errors;
 * - Var(FMR) = (sum_i R_i^2 - S2) / M^2, at least p (1 - p) / M, with D_ij = e_ij - p m_ij, R_i = sum_j D_ij, S2 = sum_{i<j} D_ij^2.
 *
 * Errors are added up once from either end of the scores, whatever the number of thresholds.
 *
 * Source: Fogliato, Patil, Perona, arXiv 2306.01198.
 *
 * @param pairs in rising order of their scores (`sortPairs`), as they were for `clusterPairs`.
 * @param thresholds in any order.
 */
export function sweepRates(pairs: ScoredPairs, clusters: PairClusters, thresholds: readonly number[]): RateSweep {
  const { score, length } = pairs;
  if (!isAscending(score)) throw new RangeError('sweepRates needs scores in rising order: use sortPairs first');
  const slots = clusters.cells * 2;
  const sorted = [...thresholds]
    .map((threshold, place) => ({ first: firstAtLeast(score, threshold), place }))
    .sort((a, b) => a.first - b.first);
  const errors = new Float64Array(thresholds.length * slots);
  const variance = new Float64Array(thresholds.length * slots);
  withKernels((kernels) => {
    const tally = new ErrorTally(kernels, pairs, clusters);
    const snapshot = (place: number, kind: number): void => {
      for (let slot = kind; slot < slots; slot += 2) {
        const found = tally.at(slot);
        errors[place * slots + slot] = found.errors;
        variance[place * slots + slot] = found.variance;
      }
    };
    // Genuine pairs fail as the threshold rises, impostor pairs as it falls.
    let counted = 0;
    for (const { first, place } of sorted) {
      tally.add(1, counted, first);
      counted = first;
      snapshot(place, 1);
    }
    counted = length;
    for (const { first, place } of sorted.reverse()) {
      tally.add(0, first, counted);
      counted = first;
      snapshot(place, 0);
    }
  });
  return { thresholds: [...thresholds], slots, errors, variance };
}
