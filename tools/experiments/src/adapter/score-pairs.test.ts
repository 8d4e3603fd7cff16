import { foldPairs } from './fold-pairs';
import { normaliseRows, scorePairs } from './score-pairs';

const image = (path: string, subject: string, gender: string) => ({ path, subject, attributes: { gender } });

describe('foldPairs and scorePairs', () => {
  const images = [image('a1', 'a', 'x'), image('b1', 'b', 'y'), image('a2', 'a', 'x'), image('c1', 'c', 'y')];
  const data = foldPairs(images, Int32Array.from([0, 0, 0, 1]));

  it('pairs the images of a fold, and only those', () => {
    expect([...data.pairs.left]).toEqual([0, 0, 1]);
    expect([...data.pairs.right]).toEqual([1, 2, 2]);
    expect([...data.pairs.genuine]).toEqual([0, 1, 0]);
    expect(data.attributes.get('gender')?.values).toEqual(['x', 'y']);
    expect([...(data.attributes.get('gender')?.codes ?? [])]).toEqual([0, 1, 0, 1]);
  });

  it('scores by the cosine and by the distance', () => {
    const vectors = { data: Float32Array.from([1, 0, 0, 2, 3, 4, 5, 5]), dimension: 2 };
    const cosine = scorePairs(vectors, data.pairs);
    expect([...cosine].map((s) => s.toFixed(6))).toEqual(['0.000000', '0.600000', '0.800000']);
    const distance = scorePairs(vectors, data.pairs, 'euclidean');
    expect(distance[0]).toBeCloseTo(-Math.sqrt(5), 12);
    expect([...normaliseRows({ data: Float32Array.from([3, 4, 0, 0]), dimension: 2 })]).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
      0,
      0,
    ]);
  });
});
