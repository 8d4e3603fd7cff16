import type { ScoredPairs } from '../read/verification-data';
import { sumOf } from './sums';

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
  const unsorted = { low: new Int32Array(length), high: new Int32Array(length) };
  orderPersons({ left, right }, subjectOf, unsorted);
  const sorted = {
    low: new Int32Array(length),
    high: new Int32Array(length),
    pair: new Int32Array(length),
  };
  placeByLow(unsorted, startsOf(unsorted.low, subjects), sorted);
  return { subjects, genuine, ...sorted };
}

// One loop a function: the compiler takes each loop of a long function for a new one, and starts again with all of it.

function orderPersons(
  { left, right }: Pick<ScoredPairs, 'left' | 'right'>,
  subjectOf: Int32Array,
  { low, high }: Pick<PersonPairs, 'low' | 'high'>,
): void {
  for (let n = 0; n < low.length; n++) {
    const a = subjectOf[left[n] as number] as number;
    const b = subjectOf[right[n] as number] as number;
    low[n] = a < b ? a : b;
    high[n] = a < b ? b : a;
  }
}

/** For each value below `values` where those of a column start when they are put in order; values below 0 have no place. */
function startsOf(column: Int32Array, values: number): Int32Array {
  const start = new Int32Array(values + 1);
  countValues(column, start);
  for (let value = 0; value < values; value++)
    start[value + 1] = (start[value] as number) + (start[value + 1] as number);
  return start;
}

function countValues(column: Int32Array, counts: Int32Array): void {
  for (let n = 0; n < column.length; n++) {
    const next = (column[n] as number) + 1;
    if (next > 0) counts[next] = (counts[next] as number) + 1;
  }
}

function placeByLow(
  from: Pick<PersonPairs, 'low' | 'high'>,
  free: Int32Array,
  sorted: Pick<PersonPairs, 'low' | 'high' | 'pair'>,
): void {
  const { low, high, pair } = sorted;
  for (let n = 0; n < pair.length; n++) {
    const first = from.low[n] as number;
    const to = free[first] as number;
    free[first] = to + 1;
    low[to] = first;
    high[to] = from.high[n] as number;
    pair[to] = n;
  }
}

/**
 * Counts pairs by cell and persons, in O(pairs + slots + persons).
 *
 * @param cellOf for each pair its cell in 0 .. cells - 1, or -1 to leave it out.
 */
export function clusterPairs(people: PersonPairs, cellOf: Int32Array, cells: number): PairClusters {
  const { entryOf, entries, scattered, ...chained } = chainEntries(people, cellOf);
  const found = {
    slotOf: chained.slotOf.subarray(0, entries),
    lowOf: chained.lowOf,
    highOf: chained.highOf,
    countOf: chained.countOf,
  };
  const { place, ...placed } = placeEntries(found, 2 * cells, people.subjects);
  return { cells, entryOf: placesOfPairs(entryOf, place), ...placed, scattered };
}

/** Entries as they are found: each with its slot, its two persons and its pairs. */
interface FoundEntries {
  slotOf: Int32Array;
  lowOf: Int32Array;
  highOf: Int32Array;
  countOf: Int32Array | Float64Array;
}

/** Finds the entries in order of their smaller person; those of one pair of persons in several slots form a chain. */
function chainEntries({ subjects, genuine, low, high, pair }: PersonPairs, cellOf: Int32Array) {
  const { length } = pair;
  const entryOf = new Int32Array(length).fill(-1);
  const slotOf = new Int32Array(length);
  const lowOf = new Int32Array(length);
  const highOf = new Int32Array(length);
  const countOf = new Int32Array(length);
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
    while (entry >= 0 && slotOf[entry] !== slot) entry = nextInChain[entry] as number;
    if (entry < 0) {
      if (first >= 0) scattered = true;
      entry = entries++;
      slotOf[entry] = slot;
      lowOf[entry] = a;
      highOf[entry] = b;
      nextInChain[entry] = first;
      runOfChain[b] = a;
      chain[b] = entry;
    }
    countOf[entry] = (countOf[entry] as number) + 1;
    entryOf[number] = entry;
  }
  return { entryOf, slotOf, lowOf, highOf, countOf, entries, scattered };
}

/** Puts entries in order of their slots; entry n comes to place[n], -1 where it has no slot. */
function placeEntries(found: FoundEntries, slots: number, subjects: number) {
  const entryStart = startsOf(found.slotOf, slots);
  const entries = entryStart[slots] as number;
  const place = new Int32Array(found.slotOf.length);
  const order = new Int32Array(entries);
  orderBySlot(found.slotOf, entryStart.slice(), place, order);
  const entryPairs = new Float64Array(entries);
  for (let at = 0; at < entries; at++) entryPairs[at] = found.countOf[order[at] as number] as number;
  const slotPairs = new Float64Array(slots);
  for (let slot = 0; slot < slots; slot++)
    slotPairs[slot] = sumOf(entryPairs.subarray(entryStart[slot], entryStart[slot + 1]));
  const rows = numberRows({ ...found, order, entryPairs }, entryStart, subjects);
  return { place, entryPairs, ...rows, entryStart, slotPairs };
}

function orderBySlot(slotOf: Int32Array, free: Int32Array, place: Int32Array, order: Int32Array): void {
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
}

type OrderedEntries = Pick<FoundEntries, 'lowOf' | 'highOf'> & { order: Int32Array; entryPairs: Float64Array };
type NumberedRows = Pick<PairClusters, 'entryA' | 'entryB' | 'rowSubject' | 'rowPairs'>;

/** Numbers the persons within each slot as they first come up. */
function numberRows(
  ordered: OrderedEntries,
  entryStart: Int32Array,
  subjects: number,
): NumberedRows & Pick<PairClusters, 'rowStart'> {
  const entries = ordered.order.length;
  const slots = entryStart.length - 1;
  const entryA = new Int32Array(entries);
  const entryB = new Int32Array(entries);
  const rowSubject = new Int32Array(Math.min(2 * entries, slots * subjects));
  const rowPairs = new Float64Array(rowSubject.length);
  const rowStart = new Int32Array(slots + 1);
  const rowOf = new Int32Array(subjects).fill(-1);
  for (let slot = 0; slot < slots; slot++) {
    const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
    const rows = { entryA, entryB, rowSubject, rowPairs };
    rowStart[slot + 1] = numberSlot(ordered, from, to, rowStart[slot] as number, rowOf, rows);
  }
  const rows = rowStart[slots] as number;
  return {
    entryA,
    entryB,
    rowStart,
    rowSubject: rowSubject.subarray(0, rows),
    rowPairs: rowPairs.subarray(0, rows),
  };
}

/** Numbers the persons of the entries [from, to) from `first` on; `rowOf` holds smaller numbers for all others. Returns the end. */
function numberSlot(
  { order, lowOf, highOf, entryPairs }: OrderedEntries,
  from: number,
  to: number,
  first: number,
  rowOf: Int32Array,
  { entryA, entryB, rowSubject, rowPairs }: NumberedRows,
): number {
  let rows = first;
  for (let at = from; at < to; at++) {
    const low = lowOf[order[at] as number] as number;
    const high = highOf[order[at] as number] as number;
    if ((rowOf[low] as number) < first) {
      rowOf[low] = rows;
      rowSubject[rows++] = low;
    }
    if ((rowOf[high] as number) < first) {
      rowOf[high] = rows;
      rowSubject[rows++] = high;
    }
    const a = rowOf[low] as number;
    const b = rowOf[high] as number;
    const pairs = entryPairs[at] as number;
    entryA[at] = a;
    entryB[at] = b;
    rowPairs[a] = (rowPairs[a] as number) + pairs;
    if (a !== b) rowPairs[b] = (rowPairs[b] as number) + pairs;
  }
  return rows;
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
  const slotOf = slotsOfCells(clusters.entryStart, cellOf);
  if (clusters.scattered) return clusterPairs(people, cellsOfPairs(clusters.entryOf, slotOf), cells);
  const lowOf = subjectsOf(clusters.entryA, clusters.rowSubject);
  const highOf = subjectsOf(clusters.entryB, clusters.rowSubject);
  const found = { slotOf, lowOf, highOf, countOf: clusters.entryPairs };
  const { place, ...placed } = placeEntries(found, 2 * cells, people.subjects);
  return { cells, entryOf: placesOfPairs(clusters.entryOf, place), ...placed, scattered: false };
}

/** For each entry the slot that it comes into, -1 for none. */
function slotsOfCells(entryStart: Int32Array, cellOf: Int32Array): Int32Array {
  const slots = entryStart.length - 1;
  const slotOf = new Int32Array(entryStart[slots] as number);
  for (let slot = 0; slot < slots; slot++) {
    const cell = cellOf[slot >> 1] as number;
    slotOf.fill(cell < 0 ? -1 : 2 * cell + (slot & 1), entryStart[slot], entryStart[slot + 1]);
  }
  return slotOf;
}

function subjectsOf(rowOf: Int32Array, rowSubject: Int32Array): Int32Array {
  const subjects = new Int32Array(rowOf.length);
  for (let entry = 0; entry < subjects.length; entry++) subjects[entry] = rowSubject[rowOf[entry] as number] as number;
  return subjects;
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
