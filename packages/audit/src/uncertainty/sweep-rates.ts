import { isAscending } from '../accuracy/sort-scores';
import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';

/** Errors of every slot at every threshold, with the variance of the rate. Index: threshold x slots + slot. */
export interface RateSweep {
  thresholds: number[];
  slots: number;
  /** Impostor slots (even): scores >= threshold. Genuine slots (odd): scores < threshold. */
  errors: Float64Array;
  /** Variance of errors / pairs with pairs that share persons; 0 where there are no pairs. */
  variance: Float64Array;
}

/**
 * Walks the thresholds once and gives the error counts of every slot with their dyadic variance:
 *
 * - Var(FNMR) = sum_i (e_i - f m_i)^2 / M^2 over persons i with m_i pairs and e_i errors;
 * - Var(FMR) = (sum_i R_i^2 - S2) / M^2, at least p (1 - p) / M, with D_ij = e_ij - p m_ij, R_i = sum_j D_ij, S2 = sum_{i<j} D_ij^2.
 *
 * The sums are kept up to date error by error, so that all thresholds together cost one pass over the pairs.
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
  const tally = new Tally(clusters);
  const snapshot = (place: number, kind: number): void => {
    for (let slot = kind; slot < slots; slot += 2) {
      errors[place * slots + slot] = tally.errors[slot] as number;
      variance[place * slots + slot] = tally.variance(slot);
    }
  };
  // Genuine pairs fail as the threshold rises, impostor pairs as it falls.
  let at = 0;
  for (const { threshold, place } of sorted) {
    for (; at < score.length && (score[at] as number) < threshold; at++) {
      if (genuine[at] === 1) tally.add(at);
    }
    snapshot(place, 1);
  }
  at = score.length - 1;
  for (const { threshold, place } of sorted.reverse()) {
    for (; at >= 0 && (score[at] as number) >= threshold; at--) {
      if (genuine[at] === 0) tally.add(at);
    }
    snapshot(place, 0);
  }
  return { thresholds: [...thresholds], slots, errors, variance };
}

/** Running sums over rows (E = errors, M = pairs of a person) and entries (e, m) of every slot. */
class Tally {
  readonly errors: Float64Array;
  readonly #clusters: PairClusters;
  readonly #slotOfEntry: Int32Array;
  readonly #entryErrors: Float64Array;
  readonly #rowErrors: Float64Array;
  /** Per slot: sum of E^2, E M, M^2, e^2, e m, m^2. */
  readonly #sums: Float64Array;

  constructor(clusters: PairClusters) {
    const slots = clusters.cells * 2;
    this.#clusters = clusters;
    this.errors = new Float64Array(slots);
    this.#sums = new Float64Array(slots * 6);
    this.#entryErrors = new Float64Array(clusters.entryPairs.length);
    this.#rowErrors = new Float64Array(clusters.rowPairs.length);
    this.#slotOfEntry = new Int32Array(clusters.entryPairs.length);
    for (let slot = 0; slot < slots; slot++) {
      const [entryFrom, entryTo] = [clusters.entryStart[slot] as number, clusters.entryStart[slot + 1] as number];
      this.#slotOfEntry.fill(slot, entryFrom, entryTo);
      let squares = 0;
      for (let entry = entryFrom; entry < entryTo; entry++) squares += (clusters.entryPairs[entry] as number) ** 2;
      this.#sums[slot * 6 + 5] = squares;
      squares = 0;
      for (let row = clusters.rowStart[slot] as number; row < (clusters.rowStart[slot + 1] as number); row++) {
        squares += (clusters.rowPairs[row] as number) ** 2;
      }
      this.#sums[slot * 6 + 2] = squares;
    }
  }

  add(pair: number): void {
    const { entryOf, entryPairs, entryA, entryB } = this.#clusters;
    const entry = entryOf[pair] as number;
    if (entry < 0) return;
    const slot = this.#slotOfEntry[entry] as number;
    const sums = this.#sums;
    const base = slot * 6;
    this.errors[slot] = (this.errors[slot] as number) + 1;
    const e = this.#entryErrors[entry] as number;
    this.#entryErrors[entry] = e + 1;
    sums[base + 3] = (sums[base + 3] as number) + 2 * e + 1;
    sums[base + 4] = (sums[base + 4] as number) + (entryPairs[entry] as number);
    const a = entryA[entry] as number;
    const b = entryB[entry] as number;
    if (a === b) return;
    this.#addRow(base, a);
    this.#addRow(base, b);
  }

  #addRow(base: number, row: number): void {
    const sums = this.#sums;
    const e = this.#rowErrors[row] as number;
    this.#rowErrors[row] = e + 1;
    sums[base] = (sums[base] as number) + 2 * e + 1;
    sums[base + 1] = (sums[base + 1] as number) + (this.#clusters.rowPairs[row] as number);
  }

  variance(slot: number): number {
    const pairs = this.#clusters.slotPairs[slot] as number;
    if (pairs === 0) return 0;
    const [ee, em, mm, e2, e1m, m2] = this.#sums.subarray(slot * 6, slot * 6 + 6) as unknown as SixSums;
    const p = (this.errors[slot] as number) / pairs;
    const ofEntries = Math.max(0, e2 - 2 * p * e1m + p * p * m2);
    if (slot % 2 === 1) return ofEntries / pairs ** 2;
    const ofRows = ee - 2 * p * em + p * p * mm;
    return Math.max((ofRows - ofEntries) / pairs ** 2, (p * (1 - p)) / pairs);
  }
}

type SixSums = [number, number, number, number, number, number];
