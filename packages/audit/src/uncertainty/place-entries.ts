import type { KernelMemory } from '../kernels/kernel-memory';
import { sharedCopy } from '../read/shared-copy';
import type { EntryClusters } from './cluster-pairs';

/** Entries as they are found, as columns in the kernels' memory: each with its slot, -1 for none, its two persons and its pairs. */
export interface FoundEntries {
  length: number;
  /** Addresses. */
  slotOf: number;
  lowOf: number;
  highOf: number;
  countOf: number;
}

/** Entries in order of their slots, with their persons numbered; `place` says where each entry came to, -1 where it has no slot. */
export interface PlacedEntries extends EntryClusters {
  place: Int32Array;
}

/** Puts entries in order of their slots, and numbers the persons within each slot as they first come up. */
export function placeEntries(
  kernels: KernelMemory,
  { length, slotOf, lowOf, highOf, countOf }: FoundEntries,
  slots: number,
  subjects: number,
): PlacedEntries {
  return kernels.within(({ run }) => {
    const [place, order] = [kernels.room(4 * length), kernels.room(4 * length)];
    const [entryStart, rowStart] = [kernels.room(4 * (slots + 1)), kernels.room(4 * (slots + 1))];
    // Where the rows start is written later: until then that is free room.
    run.orderBySlot(slotOf, length, slots, entryStart, rowStart, place, order);
    const entries = kernels.integers(entryStart, slots + 1)[slots] as number;
    const most = Math.min(2 * entries, slots * subjects);
    const rowOf = kernels.place(new Int32Array(subjects).fill(-1));
    const [entryA, entryB] = [kernels.room(4 * entries), kernels.room(4 * entries)];
    const entryPairs = kernels.room(8 * entries);
    const [rowSubject, rowPairs] = [kernels.room(4 * most), kernels.cleared(8 * most)];
    const slotPairs = kernels.room(8 * slots);
    run.numberRows(
      ...([order, entryStart, slots, lowOf, highOf, countOf, rowOf] as const),
      ...([entryA, entryB, entryPairs, rowSubject, rowPairs, rowStart, slotPairs] as const),
    );
    const rows = kernels.integers(rowStart, slots + 1)[slots] as number;
    return {
      place: kernels.integers(place, length).slice(),
      entryPairs: sharedCopy(kernels.doubles(entryPairs, entries)),
      entryA: sharedCopy(kernels.integers(entryA, entries)),
      entryB: sharedCopy(kernels.integers(entryB, entries)),
      rowSubject: kernels.integers(rowSubject, rows).slice(),
      rowPairs: kernels.doubles(rowPairs, rows).slice(),
      entryStart: kernels.integers(entryStart, slots + 1).slice(),
      rowStart: kernels.integers(rowStart, slots + 1).slice(),
      slotPairs: kernels.doubles(slotPairs, slots).slice(),
    };
  });
}
