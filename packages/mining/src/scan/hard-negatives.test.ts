import fc from 'fast-check';
import { seededRandom } from '@fairface/io';
import { allPairs, expectCosines } from '../testing/all-pairs';
import { goldenMining } from '../testing/golden-mining';
import { groupOf, randomVectors } from '../testing/random-vectors';
import { hardNegatives } from './hard-negatives';
import { TopPairs } from './top-pairs';

describe('hardNegatives', () => {
  it.each(goldenMining.batches.map((batch) => [batch.name, batch.k, batch] as const))(
    'finds the golden pairs of %s, k = %i',
    (_, __, { labels, k, pairs = [], cosines = [] }) => {
      const { group, scratch } = groupOf(goldenMining.embeddings, labels);
      const found = hardNegatives({ group, scratch, from: 0, to: group.tiles.length, most: k, floor: -Infinity });
      expect(found.map(({ left, right }) => [left, right])).toEqual(pairs);
      expectCosines(found, cosines, 8);
    },
  );

  it('finds what all pairs in float64 give, in parts or at once, for any number of rows, values, people and pairs', () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 200 }),
      dimension: fc.integer({ min: 2, max: 40 }),
      persons: fc.integer({ min: 1, max: 60 }),
      most: fc.integer({ min: 1, max: 300 }),
      part: fc.integer({ min: 1, max: 4 }),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(cases, ({ count, dimension, persons, most, part, seed }) => {
        const vectors = randomVectors(count, dimension, seed);
        const random = seededRandom(seed, 'people');
        const people = vectors.map(() => random.integer(persons));
        const { group, scratch } = groupOf(vectors, people);
        const tiles = group.tiles.length;
        const top = new TopPairs(most);
        for (let from = 0; from < tiles; from += part) {
          const to = Math.min(from + part, tiles);
          for (const { score, left, right } of hardNegatives({ group, scratch, from, to, most, floor: top.floor })) {
            top.add(score, left, right);
          }
          top.finish();
        }
        const found = top.finish();
        const expected = allPairs(vectors, (a, b) => people[a] !== people[b]).map((pair) => pair.cosine);
        expectCosines(found, expected.sort((a, b) => b - a).slice(0, most), dimension);
        expect(found.every(({ left, right }) => left < right && people[left] !== people[right])).toBe(true);
        expect(new Set(found.map(({ left, right }) => `${left} ${right}`)).size).toBe(found.length);
        expect(hardNegatives({ group, scratch, from: 0, to: tiles, most, floor: -Infinity })).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });
});
