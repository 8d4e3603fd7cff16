import { takeInOrder } from '../accuracy/take-in-order';
import { sharedMemory } from '../read/shared-memory';
import type { PersonPairs } from './person-pairs';
import { placeEntries, type PlacedEntries } from './place-entries';

/**
 * Pairs of each cell counted by who is in them. A cell is, for instance, a pair of groups; cell c has two slots, 2c for its
 * impostor pairs and 2c + 1 for its genuine ones. An entry is one pair of persons (or one person, for genuine pairs) within a
 * slot; a row is one person within a slot.
 */
export interface PairClusters extends EntryClusters {
  cells: number;
  /** For each pair its entry, -1 where it is in no cell. */
  entryOf: Int32Array;
  /** Whether pairs of the same persons are in several slots: some person has images in several groups. */
  scattered: boolean;
}

/** The entries and rows of `PairClusters`. */
export interface EntryClusters {
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

/**
 * Counts pairs by cell and persons, in O(pairs + slots + persons).
 *
 * @param cellOf for each pair its cell in 0 .. cells - 1, or -1 to leave it out.
 */
export function clusterPairs(people: PersonPairs, cellOf: Int32Array, cells: number): PairClusters {
  const { entryAt, scattered, ...found } = findEntries(people, cellOf);
  const { place, ...placed } = placeEntries(found, 2 * cells, people.subjects);
  const entryOf = new Int32Array(sharedMemory(4 * entryAt.length));
  takePlaces(people.pair, entryAt, place, entryOf);
  return { cells, entryOf, ...placed, scattered };
}

/** Finds the entries in order of their smaller person; those of one pair of persons in several slots form a chain. */
function findEntries({ subjects, low, high, pair }: PersonPairs, cellOf: Int32Array) {
  const { length } = pair;
  // For each pair, in the same order, its entry.
  const entryAt = new Int32Array(length);
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
    const cell = cellOf[pair[at] as number] as number;
    const a = low[at] as number;
    const b = high[at] as number;
    if (cell < 0) {
      entryAt[at] = -1;
      continue;
    }
    const slot = a === b ? 2 * cell + 1 : 2 * cell;
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
    entryAt[at] = entry;
  }
  return { entryAt, slotOf: slotOf.subarray(0, entries), lowOf, highOf, countOf, scattered };
}

function takePlaces(pair: Int32Array, entryAt: Int32Array, place: Int32Array, entryOf: Int32Array): void {
  for (let at = 0; at < pair.length; at++) {
    const entry = entryAt[at] as number;
    entryOf[pair[at] as number] = entry < 0 ? -1 : (place[entry] as number);
  }
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
  if (clusters.scattered) {
    const slotOf = slotsOfCells(clusters.entryStart, cellOf);
    return clusterPairs(people, cellsOfPairs(clusters.entryOf, slotOf), cells);
  }
  const { place, ...placed } = mergeEntries(clusters, people.subjects, cellOf, cells);
  return { cells, entryOf: placesOfPairs(clusters.entryOf, place), ...placed, scattered: false };
}

/** The entries of `mergeCells` alone, of clusters that are not scattered. */
export function mergeEntries(
  { entryStart, entryA, entryB, entryPairs, rowSubject }: PairClusters,
  subjects: number,
  cellOf: Int32Array,
  cells: number,
): PlacedEntries {
  const slotOf = slotsOfCells(entryStart, cellOf);
  const lowOf = takeInOrder(rowSubject, entryA, new Int32Array(entryA.length));
  const highOf = takeInOrder(rowSubject, entryB, new Int32Array(entryB.length));
  return placeEntries({ slotOf, lowOf, highOf, countOf: entryPairs }, 2 * cells, subjects);
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

function cellsOfPairs(entryOf: Int32Array, slotOf: Int32Array): Int32Array {
  return entryOf.map((entry) => (entry < 0 ? -1 : (slotOf[entry] as number) >> 1));
}

function placesOfPairs(entryOf: Int32Array, place: Int32Array): Int32Array {
  const places = new Int32Array(sharedMemory(4 * entryOf.length));
  for (let n = 0; n < places.length; n++) {
    const entry = entryOf[n] as number;
    places[n] = entry < 0 ? -1 : (place[entry] as number);
  }
  return places;
}

/** Persons in a slot. */
export function slotPeople({ rowStart }: Pick<PairClusters, 'rowStart'>, slot: number): number {
  return (rowStart[slot + 1] as number) - (rowStart[slot] as number);
}
