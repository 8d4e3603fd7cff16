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
  /** Whether pairs of the same persons are in several slots: some person has images in several groups. */
  scattered: boolean;
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
  const { subjects, genuine, low, high, pair } = people;
  const length = pair.length;
  const slots = cells * 2;
  // First the entries in order of their smaller person; those of one pair of persons in several slots form a chain.
  const entryOf = new Int32Array(length).fill(-1);
  const slotOfEntry = new Int32Array(length);
  const lowOfEntry = new Int32Array(length);
  const highOfEntry = new Int32Array(length);
  const countOfEntry = new Int32Array(length);
  const nextInChain = new Int32Array(length);
  const runOfChain = new Int32Array(subjects).fill(-1);
  const chain = new Int32Array(subjects);
  let entries = 0;
  let scattered = false;
  for (let at = 0; at < length; at++) {
    const number = pair[at] as number;
    const cell = cellOf[number] as number;
    if (cell < 0) continue;
    const a = low[at] as number;
    const b = high[at] as number;
    const slot = 2 * cell + (genuine[number] as number);
    const first = runOfChain[b] === a ? (chain[b] as number) : -1;
    let entry = first;
    while (entry >= 0 && slotOfEntry[entry] !== slot) entry = nextInChain[entry] as number;
    if (entry < 0) {
      if (first >= 0) scattered = true;
      entry = entries++;
      slotOfEntry[entry] = slot;
      lowOfEntry[entry] = a;
      highOfEntry[entry] = b;
      nextInChain[entry] = first;
      runOfChain[b] = a;
      chain[b] = entry;
    }
    countOfEntry[entry] = (countOfEntry[entry] as number) + 1;
    entryOf[number] = entry;
  }
  const ordered = orderBySlot(slotOfEntry.subarray(0, entries), slots);
  const entryPairs = new Float64Array(entries);
  const slotPairs = new Float64Array(slots);
  for (let entry = 0; entry < entries; entry++) {
    const count = countOfEntry[entry] as number;
    const slot = slotOfEntry[entry] as number;
    entryPairs[ordered.place[entry] as number] = count;
    slotPairs[slot] = (slotPairs[slot] as number) + count;
  }
  for (let n = 0; n < length; n++) {
    const entry = entryOf[n] as number;
    if (entry >= 0) entryOf[n] = ordered.place[entry] as number;
  }
  const rows = numberRows(ordered, lowOfEntry, highOfEntry, entryPairs, subjects);
  return { cells, entryOf, entryPairs, ...rows, entryStart: ordered.start, slotPairs, scattered };
}

/** Entries put in order of their slots: entry order[n] comes to place n, and place[order[n]] = n; -1 where it has no slot. */
interface OrderedEntries {
  order: Int32Array;
  place: Int32Array;
  /** Slot s has the places [start[s], start[s + 1]). */
  start: Int32Array;
}

function orderBySlot(slotOf: Int32Array, slots: number): OrderedEntries {
  const start = new Int32Array(slots + 1);
  for (let entry = 0; entry < slotOf.length; entry++) {
    const next = (slotOf[entry] as number) + 1;
    if (next > 0) start[next] = (start[next] as number) + 1;
  }
  for (let slot = 0; slot < slots; slot++) start[slot + 1] = (start[slot] as number) + (start[slot + 1] as number);
  const free = start.slice();
  const order = new Int32Array(start[slots] as number);
  const place = new Int32Array(slotOf.length);
  for (let entry = 0; entry < slotOf.length; entry++) {
    const slot = slotOf[entry] as number;
    if (slot < 0) {
      place[entry] = -1;
      continue;
    }
    const to = free[slot] as number;
    free[slot] = to + 1;
    order[to] = entry;
    place[entry] = to;
  }
  return { order, place, start };
}

/** Numbers the persons within each slot as they first come up. */
function numberRows(
  { order, start }: OrderedEntries,
  lowOf: Int32Array,
  highOf: Int32Array,
  entryPairs: Float64Array,
  subjects: number,
): Pick<PairClusters, 'entryA' | 'entryB' | 'rowSubject' | 'rowPairs' | 'rowStart'> {
  const entries = order.length;
  const slots = start.length - 1;
  const entryA = new Int32Array(entries);
  const entryB = new Int32Array(entries);
  const rowSubject = new Int32Array(Math.min(2 * entries, slots * subjects));
  const rowPairs = new Float64Array(rowSubject.length);
  const rowStart = new Int32Array(slots + 1);
  const slotOfPerson = new Int32Array(subjects).fill(-1);
  const rowOfPerson = new Int32Array(subjects);
  let rows = 0;
  for (let slot = 0; slot < slots; slot++) {
    rowStart[slot] = rows;
    for (let at = start[slot] as number; at < (start[slot + 1] as number); at++) {
      const a = lowOf[order[at] as number] as number;
      const b = highOf[order[at] as number] as number;
      if (slotOfPerson[a] !== slot) {
        slotOfPerson[a] = slot;
        rowOfPerson[a] = rows;
        rowSubject[rows++] = a;
      }
      if (slotOfPerson[b] !== slot) {
        slotOfPerson[b] = slot;
        rowOfPerson[b] = rows;
        rowSubject[rows++] = b;
      }
      const rowA = rowOfPerson[a] as number;
      const rowB = rowOfPerson[b] as number;
      const pairs = entryPairs[at] as number;
      entryA[at] = rowA;
      entryB[at] = rowB;
      rowPairs[rowA] = (rowPairs[rowA] as number) + pairs;
      if (rowA !== rowB) rowPairs[rowB] = (rowPairs[rowB] as number) + pairs;
    }
  }
  rowStart[slots] = rows;
  return {
    entryA,
    entryB,
    rowStart,
    rowSubject: rowSubject.subarray(0, rows),
    rowPairs: rowPairs.subarray(0, rows),
  };
}

/**
 * The same pairs in fewer, larger cells, without looking at each pair's persons again.
 *
 * @param cellOf for each cell the one it becomes part of, in 0 .. cells - 1, or -1 to leave its pairs out.
 */
export function mergeCells(
  clusters: PairClusters,
  people: PersonPairs,
  cellOf: Int32Array,
  cells: number,
): PairClusters {
  const { entryStart, rowSubject, entryA, entryB } = clusters;
  const entries = clusters.entryPairs.length;
  const slotOf = new Int32Array(entries);
  for (let slot = 0; slot < entryStart.length - 1; slot++) {
    const cell = cellOf[slot >> 1] as number;
    slotOf.fill(cell < 0 ? -1 : 2 * cell + (slot & 1), entryStart[slot], entryStart[slot + 1]);
  }
  if (clusters.scattered) return clusterPairs(people, cellsOfPairs(clusters.entryOf, slotOf), cells);
  const ordered = orderBySlot(slotOf, 2 * cells);
  const low = new Int32Array(entries);
  const high = new Int32Array(entries);
  const entryPairs = new Float64Array(ordered.order.length);
  const slotPairs = new Float64Array(2 * cells);
  for (let entry = 0; entry < entries; entry++) {
    const slot = slotOf[entry] as number;
    if (slot < 0) continue;
    const count = clusters.entryPairs[entry] as number;
    low[entry] = rowSubject[entryA[entry] as number] as number;
    high[entry] = rowSubject[entryB[entry] as number] as number;
    entryPairs[ordered.place[entry] as number] = count;
    slotPairs[slot] = (slotPairs[slot] as number) + count;
  }
  const entryOf = placesOfPairs(clusters.entryOf, ordered.place);
  const rows = numberRows(ordered, low, high, entryPairs, people.subjects);
  return { cells, entryOf, entryPairs, ...rows, entryStart: ordered.start, slotPairs, scattered: false };
}

function cellsOfPairs(entryOf: Int32Array, slotOf: Int32Array): Int32Array {
  return entryOf.map((entry) => (entry < 0 ? -1 : (slotOf[entry] as number) >> 1));
}

function placesOfPairs(entryOf: Int32Array, place: Int32Array): Int32Array {
  const places = new Int32Array(entryOf.length);
  for (let n = 0; n < places.length; n++) {
    const entry = entryOf[n] as number;
    places[n] = entry < 0 ? -1 : (place[entry] as number);
  }
  return places;
}

/** Persons in a slot. */
export function slotPeople({ rowStart }: PairClusters, slot: number): number {
  return (rowStart[slot + 1] as number) - (rowStart[slot] as number);
}
