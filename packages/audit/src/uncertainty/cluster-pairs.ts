import type { ScoredPairs } from '../read/verification-data';

/**
 * Pairs of each cell counted by who is in them. A cell is, for instance, a pair of groups; cell c has two slots, 2c for its
 * impostor pairs and 2c + 1 for its genuine ones. An entry is one pair of persons (or one person, for genuine pairs) within a
 * slot; a row is one person within a slot.
 */
export interface PairClusters {
  cells: number;
  /** For each pair its entry, -1 where it is in no cell. */
  entryOf: Int32Array;
  /** For each entry its pairs and its two rows (twice the same for genuine pairs); entries of a row a stand together. */
  entryPairs: Float64Array;
  entryA: Int32Array;
  entryB: Int32Array;
  /** For each row its person and its pairs. */
  rowSubject: Int32Array;
  rowPairs: Float64Array;
  /** Slot s has the entries [entryStart[s], entryStart[s + 1]) and the rows [rowStart[s], rowStart[s + 1]). */
  entryStart: Int32Array;
  rowStart: Int32Array;
  /** Pairs in each slot. */
  slotPairs: Float64Array;
}

/** The persons of pairs, in order of the first: what `clusterPairs` starts from, the same for every choice of cells. */
export interface PersonPairs {
  subjects: number;
  /** The smaller and the larger person number of each pair, and the pair. */
  low: Int32Array;
  high: Int32Array;
  pair: Int32Array;
  genuine: Uint8Array;
}

/** Puts pairs in order of their smaller person number. */
export function personPairs(
  { length, left, right, genuine }: ScoredPairs,
  subjectOf: Int32Array,
  subjects: number,
): PersonPairs {
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  const starts = new Int32Array(subjects + 1);
  for (let n = 0; n < length; n++) {
    const a = subjectOf[left[n] as number] as number;
    const b = subjectOf[right[n] as number] as number;
    const first = a < b ? a : b;
    low[n] = first;
    high[n] = a < b ? b : a;
    starts[first + 1] = (starts[first + 1] as number) + 1;
  }
  for (let n = 0; n < subjects; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const sorted = {
    subjects,
    low: new Int32Array(length),
    high: new Int32Array(length),
    pair: new Int32Array(length),
    genuine,
  };
  for (let n = 0; n < length; n++) {
    const first = low[n] as number;
    const to = starts[first] as number;
    starts[first] = to + 1;
    sorted.low[to] = first;
    sorted.high[to] = high[n] as number;
    sorted.pair[to] = n;
  }
  return sorted;
}

/**
 * Counts pairs by cell and persons, in O(pairs + slots + persons).
 *
 * @param cellOf for each pair its cell in 0 .. cells - 1, or -1 to leave it out.
 */
export function clusterPairs(people: PersonPairs, cellOf: Int32Array, cells: number): PairClusters {
  const { subjects, genuine } = people;
  const length = people.pair.length;
  const slots = cells * 2;
  const slotPairs = new Float64Array(slots);
  const slotOf = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const pair = people.pair[at] as number;
    const cell = cellOf[pair] as number;
    const slot = cell < 0 ? -1 : 2 * cell + (genuine[pair] as number);
    slotOf[at] = slot;
    if (slot >= 0) slotPairs[slot] = (slotPairs[slot] as number) + 1;
  }
  const starts = new Int32Array(slots + 1);
  for (let slot = 0; slot < slots; slot++) starts[slot + 1] = (starts[slot] as number) + (slotPairs[slot] as number);
  const total = starts[slots] as number;
  const next = starts.slice();
  const low = new Int32Array(total);
  const high = new Int32Array(total);
  const pairAt = new Int32Array(total);
  for (let at = 0; at < length; at++) {
    const slot = slotOf[at] as number;
    if (slot < 0) continue;
    const to = next[slot] as number;
    next[slot] = to + 1;
    low[to] = people.low[at] as number;
    high[to] = people.high[at] as number;
    pairAt[to] = people.pair[at] as number;
  }

  const entryOf = new Int32Array(length).fill(-1);
  const entryPairs = new Float64Array(total);
  const entryA = new Int32Array(total);
  const entryB = new Int32Array(total);
  const rowSubject = new Int32Array(Math.min(2 * total, slots * subjects));
  const rowPairs = new Float64Array(rowSubject.length);
  const entryStart = new Int32Array(slots + 1);
  const rowStart = new Int32Array(slots + 1);
  // Stamps: the slot for which a person's row is known, and the run (slot and first person) for which an entry is.
  const rowStamp = new Int32Array(subjects).fill(-1);
  const rowNumber = new Int32Array(subjects);
  const entryStamp = new Int32Array(subjects).fill(-1);
  const entryNumber = new Int32Array(subjects);
  let entries = 0;
  let rows = 0;
  let run = -1;
  for (let slot = 0; slot < slots; slot++) {
    entryStart[slot] = entries;
    rowStart[slot] = rows;
    let first = -1;
    for (let at = starts[slot] as number; at < (starts[slot + 1] as number); at++) {
      const a = low[at] as number;
      const b = high[at] as number;
      if (a !== first) {
        first = a;
        run++;
      }
      if (entryStamp[b] !== run) {
        entryStamp[b] = run;
        entryNumber[b] = entries;
        if (rowStamp[a] !== slot) {
          rowStamp[a] = slot;
          rowNumber[a] = rows;
          rowSubject[rows++] = a;
        }
        if (rowStamp[b] !== slot) {
          rowStamp[b] = slot;
          rowNumber[b] = rows;
          rowSubject[rows++] = b;
        }
        entryA[entries] = rowNumber[a] as number;
        entryB[entries] = rowNumber[b] as number;
        entries++;
      }
      const entry = entryNumber[b] as number;
      entryOf[pairAt[at] as number] = entry;
      entryPairs[entry] = (entryPairs[entry] as number) + 1;
    }
  }
  entryStart[slots] = entries;
  rowStart[slots] = rows;
  for (let entry = 0; entry < entries; entry++) {
    const a = entryA[entry] as number;
    const b = entryB[entry] as number;
    rowPairs[a] = (rowPairs[a] as number) + (entryPairs[entry] as number);
    if (a !== b) rowPairs[b] = (rowPairs[b] as number) + (entryPairs[entry] as number);
  }
  return {
    cells,
    entryOf,
    entryPairs: entryPairs.subarray(0, entries),
    entryA: entryA.subarray(0, entries),
    entryB: entryB.subarray(0, entries),
    rowSubject: rowSubject.subarray(0, rows),
    rowPairs: rowPairs.subarray(0, rows),
    entryStart,
    rowStart,
    slotPairs,
  };
}

/** Persons in a slot. */
export function slotPeople({ rowStart }: PairClusters, slot: number): number {
  return (rowStart[slot + 1] as number) - (rowStart[slot] as number);
}
