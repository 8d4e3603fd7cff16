import { sharedMemory } from '../read/shared-memory';
import type { ScoredPairs } from '../read/verification-data';
import { startsOf } from './starts-of';

/** The persons of pairs, in order of the first: what `clusterPairs` starts from, the same for every choice of cells. */
export interface PersonPairs {
  subjects: number;
  /** The smaller and the larger person number of each pair, the same for genuine pairs, and the pair. */
  low: Int32Array;
  high: Int32Array;
  pair: Int32Array;
}

/** Puts pairs in order of their smaller person number. */
export function personPairs(
  { length, left, right }: Pick<ScoredPairs, 'length' | 'left' | 'right'>,
  subjectOf: Int32Array,
  subjects: number,
): PersonPairs {
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  orderPersons(left, right, subjectOf, low, high);
  const sorted = {
    low: new Int32Array(sharedMemory(4 * length)),
    high: new Int32Array(sharedMemory(4 * length)),
    pair: new Int32Array(sharedMemory(4 * length)),
  };
  placeByLow(low, high, startsOf(low, subjects), sorted);
  return { subjects, ...sorted };
}

// One loop a function: the compiler takes each loop of a long function for a new one, and starts again with all of it.

function orderPersons(
  left: Int32Array,
  right: Int32Array,
  subjectOf: Int32Array,
  low: Int32Array,
  high: Int32Array,
): void {
  for (let n = 0; n < low.length; n++) {
    const a = subjectOf[left[n] as number] as number;
    const b = subjectOf[right[n] as number] as number;
    low[n] = a < b ? a : b;
    high[n] = a < b ? b : a;
  }
}

function placeByLow(
  low: Int32Array,
  high: Int32Array,
  free: Int32Array,
  sorted: Pick<PersonPairs, 'low' | 'high' | 'pair'>,
): void {
  const { low: sortedLow, high: sortedHigh, pair } = sorted;
  for (let n = 0; n < pair.length; n++) {
    const first = low[n] as number;
    const to = free[first] as number;
    free[first] = to + 1;
    sortedLow[to] = first;
    sortedHigh[to] = high[n] as number;
    pair[to] = n;
  }
}
