import { UNIT_SQUARE } from '../store/vector-store';
import { tolerance } from '../testing/all-pairs';
import { cosine, groupOf, peopleOf, randomVectors } from '../testing/random-vectors';
import { nearestOthers } from './nearest-others';

describe('nearestOthers', () => {
  it('finds the nearest row of another person', () => {
    const people = peopleOf(150, 5);
    const vectors = randomVectors(150, 7, 6);
    const { group, scratch } = groupOf(vectors, people);
    const asked = [0, 1, 2, 3, 63];
    const addresses = asked.map((row) => (group.tiles[0] ?? 0) + row * 16);
    const found = nearestOthers({ group, scratch, addresses, people: asked.map((row) => people[row] ?? 0) });
    expect(found).toHaveLength(asked.length);
    found.forEach((nearest, n) => {
      const own = asked[n] ?? 0;
      const others = vectors.filter((_, row) => people[row] !== people[own]).map((v) => cosine(vectors[own] ?? [], v));
      expect(Math.abs((nearest?.score ?? NaN) / UNIT_SQUARE - Math.max(...others))).toBeLessThan(tolerance(7));
      expect(people[nearest?.row ?? -1]).not.toBe(people[own]);
    });
  });

  it('finds nobody where all are one person', () => {
    const { group, scratch } = groupOf(randomVectors(3, 4, 1), [7, 7, 7]);
    const task = { group, scratch, addresses: [group.tiles[0] ?? 0], people: [7] };
    expect(nearestOthers(task)).toEqual([undefined]);
  });
});
