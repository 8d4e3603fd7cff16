import { clusterPairs } from './cluster-pairs';
import { personPairs } from './person-pairs';
import { randomStream } from './random';

/** More pairs and persons than a program looks at together. */
const PAIRS = 70_000;
const SUBJECTS = 150;

describe('clusterPairs', () => {
  it.each([1, 4])('counts pairs block by block as if they were all at hand, with %i cells', (cells) => {
    const random = randomStream(cells);
    const below = (end: number) => () => Math.floor(random() * end);
    const images = 3 * SUBJECTS;
    const subjectOf = Int32Array.from({ length: images }, below(SUBJECTS));
    const left = Int32Array.from({ length: PAIRS }, below(images));
    const right = Int32Array.from({ length: PAIRS }, below(images));
    const cellOf = Int32Array.from({ length: PAIRS }, () => below(cells + 1)() - 1);
    const people = personPairs({ length: PAIRS, left, right }, subjectOf, SUBJECTS);
    const found = clusterPairs(people, cellOf, cells);

    const counts = new Map<string, number>();
    const nameOf = (slot: number, a: number, b: number): string =>
      `${String(slot)}: ${String(Math.min(a, b))} ${String(Math.max(a, b))}`;
    const names = Array.from({ length: PAIRS }, (_, n) => {
      const [a, b] = [left, right].map((column) => subjectOf[column[n] ?? 0] ?? 0) as [number, number];
      const cell = cellOf[n] ?? 0;
      const name = cell < 0 ? undefined : nameOf(2 * cell + Number(a === b), a, b);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
      return name;
    });

    const slotIn = (starts: Int32Array, place: number): number => starts.findLastIndex((start) => start <= place);
    const misplaced: number[] = [];
    const entries = Array.from(found.entryPairs, (pairs, entry) => {
      const slot = slotIn(found.entryStart, entry);
      const rows = [found.entryA[entry] ?? 0, found.entryB[entry] ?? 0];
      if (rows.some((row) => slotIn(found.rowStart, row) !== slot)) misplaced.push(entry);
      const [a, b] = rows.map((row) => found.rowSubject[row] ?? 0) as [number, number];
      return [nameOf(slot, a, b), pairs] as const;
    });
    expect(misplaced).toEqual([]);
    expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(counts));
    expect(entries.length).toBe(counts.size);
    expect(names.map((name) => name ?? '')).toEqual(
      Array.from(found.entryOf, (entry) => (entry < 0 ? '' : entries[entry]?.[0])),
    );
    const rowPairs = new Float64Array(found.rowSubject.length);
    found.entryPairs.forEach((pairs, entry) => {
      for (const row of new Set([found.entryA[entry] ?? 0, found.entryB[entry] ?? 0]))
        rowPairs[row] = (rowPairs[row] ?? 0) + pairs;
    });
    expect(found.rowPairs).toEqual(rowPairs);
    expect(found.slotPairs).toEqual(
      Float64Array.from({ length: 2 * cells }, (_, slot) =>
        found.entryPairs.slice(found.entryStart[slot], found.entryStart[slot + 1]).reduce((sum, x) => sum + x, 0),
      ),
    );
    expect(found.scattered).toBe(cells > 1);
  });
});
