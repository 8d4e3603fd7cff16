import { withKernels } from '../kernels/with-kernels';
import { sharedCopy } from '../read/shared-copy';
import type { EntryClusters } from './cluster-pairs';

/** Entries as they are found: each with its slot, -1 for none, its two persons and its pairs. */
export interface FoundEntries {
  slotOf: Int32Array;
  lowOf: Int32Array;
  highOf: Int32Array;
  countOf: Float64Array;
}

/** Entries in order of their slots, with their persons numbered; `place` says where each entry came to, -1 where it has no slot. */
export interface PlacedEntries extends EntryClusters {
  place: Int32Array;
}

/** Puts entries in order of their slots, and numbers the persons within each slot as they first come up. */
export function placeEntries(
  { slotOf, lowOf, highOf, countOf }: FoundEntries,
  slots: number,
  subjects: number,
): PlacedEntries {
  return withKernels((kernels) => {
    const { run } = kernels;
    const found = slotOf.length;
    const place = kernels.room(4 * found);
    const order = kernels.room(4 * found);
    const [entryStart, rowStart] = [kernels.room(4 * (slots + 1)), kernels.room(4 * (slots + 1))];
    // Where the rows start is written later: until then that is free room.
    run.orderBySlot(kernels.place(slotOf), found, slots, entryStart, rowStart, place, order);
    const entries = kernels.integers(entryStart, slots + 1)[slots] as number;
    const most = Math.min(2 * entries, slots * subjects);
    const [lows, highs, counts] = [kernels.place(lowOf), kernels.place(highOf), kernels.place(countOf)];
    const rowOf = kernels.place(new Int32Array(subjects).fill(-1));
    const [entryA, entryB, entryPairs] = [
      kernels.room(4 * entries),
      kernels.room(4 * entries),
      kernels.room(8 * entries),
    ];
    const [rowSubject, rowPairs] = [kernels.room(4 * most), kernels.place(new Float64Array(most))];
    const slotPairs = kernels.room(8 * slots);
    run.numberRows(
      ...([order, entryStart, slots, lows, highs, counts, rowOf] as const),
      ...([entryA, entryB, entryPairs, rowSubject, rowPairs, rowStart, slotPairs] as const),
    );
    const rows = kernels.integers(rowStart, slots + 1)[slots] as number;
    return {
      place: kernels.integers(place, found).slice(),
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
