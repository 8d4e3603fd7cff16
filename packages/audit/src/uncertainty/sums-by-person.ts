import type { ClusterMeans } from './cluster-means';
import type { PairClusters } from './cluster-pairs';

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

/** Adds a value to a column for the persons of the pair that is looked at. */
export type PutValue = (column: number, value: number) => void;

/**
 * Sums values of the pairs by person within some slots, for measures that are made of many means at once (`clusterMeans` serves one).
 *
 * @param length pairs in all.
 * @param valuesOf puts the values of a pair; columns that are not put are 0.
 */
export function sumsByPerson(
  clusters: PairClusters,
  slots: readonly number[],
  { columns, length }: { columns: number; length: number },
  valuesOf: (pair: number, put: PutValue) => void,
): SlotSums[] {
  const { entryOf, entryA, entryB, entryStart, rowStart } = clusters;
  // The rows of the slots that are wanted stand one behind the other; for each entry how far its rows are moved for that.
  const moveOf = new Int32Array(entryA.length).fill(UNWANTED);
  const start: number[] = [];
  let rows = 0;
  for (const slot of slots) {
    start.push(rows);
    moveOf.fill(rows - (rowStart[slot] as number), entryStart[slot], entryStart[slot + 1]);
    rows += (rowStart[slot + 1] as number) - (rowStart[slot] as number);
  }
  const sums = new Float64Array(rows * columns);
  let a = 0;
  let b = 0;
  const put: PutValue = (column, value) => {
    sums[a + column] = (sums[a + column] as number) + value;
    if (a !== b) sums[b + column] = (sums[b + column] as number) + value;
  };
  for (let n = 0; n < length; n++) {
    const entry = entryOf[n] as number;
    const move = entry < 0 ? UNWANTED : (moveOf[entry] as number);
    if (move === UNWANTED) continue;
    a = ((entryA[entry] as number) + move) * columns;
    b = ((entryB[entry] as number) + move) * columns;
    valuesOf(n, put);
  }
  return slots.map((slot, place) => {
    const from = start[place] as number;
    const people = (rowStart[slot + 1] as number) - (rowStart[slot] as number);
    const own = sums.subarray(from * columns, (from + people) * columns);
    const totals = new Float64Array(columns);
    own.forEach((value, n) => {
      const column = n % columns;
      totals[column] = (totals[column] as number) + value / (slot % 2 === 1 ? 1 : 2);
    });
    return { slot, columns, sums: own, totals };
  });
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
  const first = rowStart[slot] as number;
  const pull = new Float64Array(columns);
  const [begin, end] = usedColumns(columns, centre, sums);
  for (let row = first; row < (rowStart[slot + 1] as number); row++) {
    const from = (row - first) * columns;
    const pairs = rowPairs[row] as number;
    for (let c = begin; c < end; c++)
      pull[c] = (scale / total) * ((sums[from + c] as number) - pairs * (centre[c] as number));
    const drawn = (rowSubject[row] as number) * stride;
    for (let r = 0; r < resamples; r++) {
      const more = (multiplicities[drawn + r] as number) - 1;
      if (more === 0) continue;
      const to = r * columns;
      for (let c = begin; c < end; c++) moves[to + c] = (moves[to + c] as number) + more * (pull[c] as number);
    }
  }
  return moves;
}

/** Columns of which something moves: others are passed over. */
function usedColumns(columns: number, centre: Float64Array, sums: Float64Array): [number, number] {
  const isUsed = Uint8Array.from(centre, (mean) => (mean === 0 ? 0 : 1));
  sums.forEach((sum, n) => {
    if (sum !== 0) isUsed[n % columns] = 1;
  });
  return [Math.max(0, isUsed.indexOf(1)), isUsed.lastIndexOf(1) + 1];
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
