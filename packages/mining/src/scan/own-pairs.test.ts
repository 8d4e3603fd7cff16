import { UNIT_SQUARE } from '../store/vector-store';
import { allPairs, expectCosines, tolerance } from '../testing/all-pairs';
import { groupOf, peopleOf, randomVectors } from '../testing/random-vectors';
import { NO_OTHER, ownPairs } from './own-pairs';

describe('ownPairs', () => {
  it('sees every pair of one person once, also of one with more images than a tile', () => {
    const people = peopleOf(200, 3);
    const vectors = randomVectors(200, 11, 4);
    const { group, scratch } = groupOf(vectors, people);
    const expected = allPairs(vectors, (i, j) => people[i] === people[j]).sort((a, b) => a.cosine - b.cosine);
    const rows = Int32Array.from(people.keys()).sort((a, b) => (people[a] ?? 0) - (people[b] ?? 0) || a - b);
    const ends = [...rows].flatMap((row, n) => (people[rows[n + 1] ?? -1] === people[row] ? [] : [n + 1]));
    const found = ownPairs({ group, scratch, rows, ends: Int32Array.from(ends), most: 25 });
    expect(found.pairs).toBe(expected.length);
    expect(found.histogram.reduce((sum, n) => sum + n, 0)).toBe(expected.length);
    const lowest = expected.slice(0, 25).map((pair) => pair.cosine);
    expectCosines(found.lowest, lowest, 11);
    rows.forEach((row, n) => {
      const own = expected.filter(({ left, right }) => left === row || right === row).map((pair) => pair.cosine);
      const best = found.best[n] ?? NaN;
      if (own.length === 0) expect(best).toBe(NO_OTHER);
      else expect(Math.abs(best / UNIT_SQUARE - Math.max(...own))).toBeLessThan(tolerance(11));
    });
  });

  it('counts pairs by their cosines', () => {
    const { group, scratch } = groupOf(
      [
        [1, 0],
        [0, 1],
        [-1, 0],
      ],
      [5, 5, 5],
    );
    const rows = Int32Array.of(0, 1, 2);
    const { histogram } = ownPairs({ group, scratch, rows, ends: Int32Array.of(3), most: 1 });
    const filled = [...histogram.entries()].filter(([, n]) => n > 0);
    expect(filled).toEqual([
      [0, 1],
      [1000, 2],
    ]);
  });
});
