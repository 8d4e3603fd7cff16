import { UNIT_SQUARE } from '../store/vector-store';
import { findLookAlikes } from './find-look-alikes';

const pair = (cosine: number, left: number, right: number) => ({ score: cosine * UNIT_SQUARE, left, right });

describe('findLookAlikes', () => {
  const personOf = [7, 7, 8, 8, 9];

  it('takes two people once, with their most alike images and the number of pairs as alike', () => {
    const pairs = [pair(0.5, 0, 2), pair(0.75, 1, 3), pair(0.875, 0, 4), pair(0.25, 1, 2)];
    expect(findLookAlikes(pairs, personOf, 0.5, 10)).toEqual([
      { kind: 'look-alikes', image: 0, person: 7, otherImage: 4, otherPerson: 9, other: 0.875, pairs: 1 },
      { kind: 'look-alikes', image: 1, person: 7, otherImage: 3, otherPerson: 8, other: 0.75, pairs: 2 },
    ]);
    expect(findLookAlikes(pairs, personOf, 0.5, 1)).toHaveLength(1);
  });

  it('finds nobody where there is no level', () => {
    expect(findLookAlikes([pair(1, 0, 2)], personOf, NaN, 10)).toEqual([]);
  });
});
