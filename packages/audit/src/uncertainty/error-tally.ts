import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import type { ScoredPairs } from '../read/verification-data';
import type { PairClusters } from './cluster-pairs';
import { rateVariance } from './dyadic-variance';

/** Running errors of every entry and row, and per slot the sums that S2 is made of (`sweepRates`), in the kernels' memory. */
export class ErrorTally {
  readonly #kernels: KernelMemory;
  readonly #pairs: ScoredPairs;
  readonly #clusters: PairClusters;
  readonly #slots: number;
  /** Addresses; see `tallyErrors`. */
  readonly #entryStart: number;
  readonly #entryPairs: number;
  readonly #entryA: number;
  readonly #entryB: number;
  readonly #entryErrors: number;
  readonly #rowErrors: number;
  readonly #rowPairs: number;
  readonly #slotSums: number;
  /** Per slot the sum of m^2 over its entries of m pairs. */
  readonly #squares: Float64Array;

  constructor(kernels: KernelMemory, pairs: ScoredPairs, clusters: PairClusters) {
    const { cells, entryStart, entryPairs, entryA, entryB, rowPairs } = clusters;
    this.#kernels = kernels;
    this.#pairs = pairs;
    this.#clusters = clusters;
    this.#slots = 2 * cells;
    this.#entryStart = kernels.place(entryStart);
    this.#entryPairs = kernels.place(entryPairs);
    this.#entryA = kernels.place(entryA);
    this.#entryB = kernels.place(entryB);
    this.#entryErrors = kernels.cleared(4 * entryA.length);
    this.#rowErrors = kernels.cleared(8 * rowPairs.length);
    this.#rowPairs = kernels.place(rowPairs);
    this.#slotSums = kernels.cleared(24 * this.#slots);
    this.#squares = Float64Array.from({ length: this.#slots }, (_, slot) =>
      kernels.run.sumOfSquares(this.#entryPairs, entryStart[slot] as number, entryStart[slot + 1] as number),
    );
  }

  /** Adds those of the pairs [from, to) that are of a kind, 1 for genuine ones. */
  add(kind: 0 | 1, from: number, to: number): void {
    const { genuine } = this.#pairs;
    const { entryOf } = this.#clusters;
    const kernels = this.#kernels;
    inBlocks(kernels, to - from, (start, end) => {
      const kinds = kernels.place(genuine.subarray(from + start, from + end));
      const entries = kernels.place(entryOf.subarray(from + start, from + end));
      kernels.run.tallyErrors(
        ...([kinds, entries, end - start, kind, this.#entryStart, this.#slots] as const),
        ...([this.#entryPairs, this.#entryA, this.#entryB] as const),
        ...([this.#entryErrors, this.#rowErrors, this.#slotSums] as const),
      );
    });
  }

  /** Errors of a slot, and the variance of its error rate, 0 where there are no pairs. */
  at(slot: number): { errors: number; variance: number } {
    const kernels = this.#kernels;
    const { slotPairs, rowStart, rowPairs } = this.#clusters;
    const total = slotPairs[slot] as number;
    if (total === 0) return { errors: 0, variance: 0 };
    const [errors = 0, e2 = 0, em = 0] = kernels.doubles(this.#slotSums + 24 * slot, 3);
    const p = errors / total;
    const pairs = rowPairs.subarray(rowStart[slot], rowStart[slot + 1]);
    const first = 8 * (rowStart[slot] as number);
    const pull = kernels.within(() => {
      const off = kernels.room(8 * pairs.length);
      kernels.run.offMean(this.#rowErrors + first, this.#rowPairs + first, pairs.length, p, off);
      return kernels.doubles(off, pairs.length).slice();
    });
    const m2 = this.#squares[slot] as number;
    const twice = slot % 2 === 1 ? 0 : Math.max(0, e2 - 2 * p * em + p * p * m2);
    return { errors, variance: rateVariance(p, { pull, pairs, total, twice }, slot % 2 === 1) };
  }
}
