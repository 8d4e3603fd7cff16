import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import type { ClusterMeans } from './cluster-means';
import type { PairClusters } from './cluster-pairs';
import { placeRows } from './place-rows';

/** Sums of several values of a slot's pairs, person by person. */
export interface SlotSums {
  slot: number;
  columns: number;
  /** Place person x columns + column; persons in the order of the slot's rows. An impostor pair counts for both its persons. */
  sums: Float64Array;
  /** For each column the sum over the slot's pairs, each counted once. */
  totals: Float64Array;
}

const UNWANTED = -(2 ** 31);
/** Resamples whose moves are added up together: they fit into a core's nearest cache. */
const BLOCK = 32;

/** Where the sums of the persons of some slots stand in the memory of the kernels, while values are added pair by pair. */
export type SumsUnderWay = readonly [columns: number, entryA: number, entryB: number, moveOf: number, sums: number];

/**
 * Sums values of the pairs by person within some slots, for measures that are made of many means at once (`clusterMeans` serves one).
 *
 * @param add adds the values of all pairs (`addShares`, `addGaps`).
 */
export function sumsByPerson(
  clusters: PairClusters,
  slots: readonly number[],
  columns: number,
  add: (kernels: KernelMemory, into: SumsUnderWay) => void,
): SlotSums[] {
  const { entryA, entryB, entryStart, rowStart } = clusters;
  const moveOf = new Int32Array(entryA.length).fill(UNWANTED);
  const start = [0];
  for (const [n, slot] of slots.entries()) {
    const rows = start[n] as number;
    moveOf.fill(rows - (rowStart[slot] as number), entryStart[slot], entryStart[slot + 1]);
    start.push(rows + (rowStart[slot + 1] as number) - (rowStart[slot] as number));
  }
  const sums = new Float64Array((start.at(-1) as number) * columns);
  withKernels((kernels) => {
    const [a, b] = [kernels.place(entryA), kernels.place(entryB)];
    const [move, total] = [kernels.place(moveOf), kernels.place(sums)];
    add(kernels, [columns, a, b, move, total]);
    sums.set(kernels.doubles(total, sums.length));
  });
  return slots.map((slot, n) => {
    const own = sums.subarray((start[n] as number) * columns, (start[n + 1] as number) * columns);
    return { slot, columns, sums: own, totals: totalsOf(own, columns, slot % 2 === 1 ? 1 : 2) };
  });
}

/** For each column the sum over persons, of whom each pair has `persons`. */
function totalsOf(sums: Float64Array, columns: number, persons: number): Float64Array {
  const totals = new Float64Array(columns);
  for (let from = 0; from < sums.length; from += columns)
    for (let c = 0; c < columns; c++) totals[c] = (totals[c] as number) + (sums[from + c] as number) / persons;
  return totals;
}

export interface ResampleSumsOptions {
  /** For each column the mean that a person's sum is measured from, a pair. */
  centre: Float64Array;
  /** Pairs that the means are taken over. */
  total: number;
  /** What the moves are multiplied by; see `slotScale`. */
  scale: number;
  /** How often each person comes up in each resample: place person x stride + resample. */
  multiplicities: Uint8Array;
  stride: number;
  /** Resamples to look at, the first ones. */
  resamples: number;
}

/**
 * How far the means of the columns move in every resample of the persons, to first order:
 * scale / total x sum_i (m_i - 1) (sum_i - pairs_i centre). Place resample x columns + column.
 *
 * @param moves to add to, for means over several slots.
 */
export function resampleSums(
  { slot, columns, sums }: SlotSums,
  { rowStart, rowSubject, rowPairs }: PairClusters,
  { centre, total, scale, multiplicities, stride, resamples }: ResampleSumsOptions,
  moves = new Float64Array(columns * resamples),
): Float64Array {
  const [first, last] = [rowStart[slot] as number, rowStart[slot + 1] as number];
  withKernels((kernels) => {
    const persons = rowSubject.subarray(first, last);
    const placed = placeRows(kernels, multiplicities, persons, resamples, stride);
    const [own, pairs, means] = [
      kernels.place(sums),
      kernels.place(rowPairs.subarray(first, last)),
      kernels.place(centre),
    ];
    const pull = kernels.room(8 * columns);
    const moved = kernels.place(moves);
    for (let from = 0; from < resamples; from += BLOCK)
      kernels.run.resampleSums(
        ...([own, columns, pairs, last - first, means, scale / total, placed.address, placed.stride] as const),
        ...([from, Math.min(from + BLOCK, resamples), pull, moved] as const),
      );
    moves.set(kernels.doubles(moved, moves.length));
  });
  return moves;
}

/**
 * What the moves of a slot's resampled means are to be multiplied by, so that the mean of one value has its dyadic variance: persons
 * drawn again count the noise of single impostor pairs twice, and few people make the spread look too small.
 */
export function slotScale({ variance, influence }: ClusterMeans, { rowStart }: PairClusters, slot: number): number {
  let squares = 0;
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++)
    squares += (influence[row] as number) ** 2;
  return squares === 0 ? 0 : Math.sqrt((variance[slot] as number) / squares);
}
