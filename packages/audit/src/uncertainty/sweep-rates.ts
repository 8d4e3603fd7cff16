import { isAscending } from '../accuracy/sort-scores';
import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';
import { rateVariance } from './dyadic-variance';
import { sumOfSquares } from './sums';

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
export function sweepRates(
  { score, genuine }: ScoredPairs,
  clusters: PairClusters,
  thresholds: readonly number[],
): RateSweep {
  if (!isAscending(score)) throw new RangeError('sweepRates needs scores in rising order: use sortPairs first');
  const slots = clusters.cells * 2;
  const sorted = [...thresholds]
    .map((threshold, place) => ({ threshold, place }))
    .sort((a, b) => a.threshold - b.threshold);
  const errors = new Float64Array(thresholds.length * slots);
  const variance = new Float64Array(thresholds.length * slots);
  const tally = new Tally(score, genuine, clusters);
  const snapshot = (place: number, kind: number): void => {
    for (let slot = kind; slot < slots; slot += 2) {
      errors[place * slots + slot] = tally.errors[slot] as number;
      variance[place * slots + slot] = tally.variance(slot);
    }
  };
  // Genuine pairs fail as the threshold rises, impostor pairs as it falls.
  let at = 0;
  for (const { threshold, place } of sorted) {
    at = tally.addRefused(at, threshold);
    snapshot(place, 1);
  }
  at = score.length - 1;
  for (const { threshold, place } of sorted.reverse()) {
    at = tally.addAccepted(at, threshold);
    snapshot(place, 0);
  }
  return { thresholds: [...thresholds], slots, errors, variance };
}

/** Running errors of every entry and row, and per slot the sums that S2 is made of. */
class Tally {
  readonly errors: Float64Array;
  readonly #clusters: PairClusters;
  readonly #entryErrors: Int32Array;
  readonly #rowErrors: Float64Array;
  /** Per slot, over its entries of m pairs and e errors: sum of e^2, e m, m^2. */
  readonly #sums: Float64Array;

  constructor(
    readonly score: Float64Array,
    readonly genuine: Uint8Array,
    clusters: PairClusters,
  ) {
    const slots = clusters.cells * 2;
    this.#clusters = clusters;
    this.errors = new Float64Array(slots);
    this.#sums = new Float64Array(slots * 3);
    this.#entryErrors = new Int32Array(clusters.entryPairs.length);
    this.#rowErrors = new Float64Array(clusters.rowPairs.length);
    const { entryPairs, entryStart } = clusters;
    for (let slot = 0; slot < slots; slot++)
      this.#sums[slot * 3 + 2] = sumOfSquares(entryPairs.subarray(entryStart[slot], entryStart[slot + 1]));
  }

  /** Adds the genuine pairs from place `at` on that score below the threshold; returns where it stopped. */
  addRefused(at: number, threshold: number): number {
    const { score, genuine } = this;
    for (; at < score.length && (score[at] as number) < threshold; at++) if (genuine[at] === 1) this.#add(at);
    return at;
  }

  /** Adds the impostor pairs from place `at` downwards that score the threshold or more; returns where it stopped. */
  addAccepted(at: number, threshold: number): number {
    const { score, genuine } = this;
    for (; at >= 0 && (score[at] as number) >= threshold; at--) if (genuine[at] === 0) this.#add(at);
    return at;
  }

  #add(pair: number): void {
    const { entryOf, entryPairs, entryA, entryB } = this.#clusters;
    const entry = entryOf[pair] as number;
    if (entry < 0) return;
    const slot = this.#slotOf(entry);
    const sums = this.#sums;
    const rows = this.#rowErrors;
    this.errors[slot] = (this.errors[slot] as number) + 1;
    const e = this.#entryErrors[entry] as number;
    this.#entryErrors[entry] = e + 1;
    sums[slot * 3] = (sums[slot * 3] as number) + 2 * e + 1;
    sums[slot * 3 + 1] = (sums[slot * 3 + 1] as number) + (entryPairs[entry] as number);
    const a = entryA[entry] as number;
    const b = entryB[entry] as number;
    rows[a] = (rows[a] as number) + 1;
    if (a !== b) rows[b] = (rows[b] as number) + 1;
  }

  /** The last slot that starts at the entry or before it: errors are few, and a table of all entries would take longer. */
  #slotOf(entry: number): number {
    const { entryStart } = this.#clusters;
    let slot = 0;
    for (let end = entryStart.length - 1; end - slot > 1;) {
      const middle = (slot + end) >> 1;
      if ((entryStart[middle] as number) <= entry) slot = middle;
      else end = middle;
    }
    return slot;
  }

  variance(slot: number): number {
    const { slotPairs, rowStart, rowPairs } = this.#clusters;
    const total = slotPairs[slot] as number;
    if (total === 0) return 0;
    const p = (this.errors[slot] as number) / total;
    const pairs = rowPairs.subarray(rowStart[slot], rowStart[slot + 1]);
    const pull = this.#rowErrors.slice(rowStart[slot], rowStart[slot + 1]);
    for (let row = 0; row < pull.length; row++) pull[row] = (pull[row] as number) - p * (pairs[row] as number);
    const [e2 = 0, em = 0, m2 = 0] = this.#sums.subarray(slot * 3, slot * 3 + 3);
    const twice = slot % 2 === 1 ? 0 : Math.max(0, e2 - 2 * p * em + p * p * m2);
    return rateVariance(p, { pull, pairs, total, twice }, slot % 2 === 1);
  }
}
