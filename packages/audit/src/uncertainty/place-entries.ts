import { takeInOrder } from '../accuracy/take-in-order';
import type { EntryClusters, PairClusters } from './cluster-pairs';
import { startsOf } from './starts-of';
import { sumOf } from './sums';

/** Entries as they are found: each with its slot, -1 for none, its two persons and its pairs. */
export interface FoundEntries {
  slotOf: Int32Array;
  lowOf: Int32Array;
  highOf: Int32Array;
  countOf: Int32Array | Float64Array;
}

/** Entries in order of their slots, with their persons numbered; `place` says where each entry came to, -1 where it has no slot. */
export interface PlacedEntries extends EntryClusters {
  place: Int32Array;
}

/** Puts entries in order of their slots. */
export function placeEntries(found: FoundEntries, slots: number, subjects: number): PlacedEntries {
  const entryStart = startsOf(found.slotOf, slots);
  const entries = entryStart[slots] as number;
  const place = new Int32Array(found.slotOf.length);
  const order = new Int32Array(entries);
  orderBySlot(found.slotOf, entryStart.slice(), place, order);
  const entryPairs = takeInOrder(found.countOf, order, new Float64Array(entries));
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
