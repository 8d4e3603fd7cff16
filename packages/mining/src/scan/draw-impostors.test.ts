import { allPairs } from '../testing/all-pairs';
import { groupOf, peopleOf, randomVectors } from '../testing/random-vectors';
import { drawImpostorLevel } from './draw-impostors';

describe('drawImpostorLevel', () => {
  it('is near the level that one of 1,000 of all pairs of different people exceeds', () => {
    const [vectors, people] = [randomVectors(250, 12, 1), peopleOf(250, 2)];
    const { group } = groupOf(vectors, people);
    const all = allPairs(vectors, (a, b) => people[a] !== people[b]).map(({ cosine }) => cosine);
    const exact = all.sort((a, b) => a - b)[Math.floor(0.999 * all.length)] ?? NaN;
    expect(Math.abs(drawImpostorLevel([group], 1) - exact)).toBeLessThan(0.02);
  });

  it('is none where all are one person', () => {
    const { group } = groupOf(randomVectors(3, 4, 1), [5, 5, 5]);
    expect(drawImpostorLevel([group], 1)).toBeNaN();
  });
});
