import { seededRandom } from '@fairface/io';
import { TopPairs } from './top-pairs';

describe('TopPairs', () => {
  it('keeps the highest, the first rows of equal ones, however they come', () => {
    const random = seededRandom(1, 'order');
    const pairs = Array.from({ length: 500 }, (_, n) => ({ score: n % 37, left: n, right: n + 1 }));
    const sorted = [...pairs].sort((a, b) => b.score - a.score || a.left - b.left).slice(0, 20);
    for (let round = 0; round < 5; round++) {
      const top = new TopPairs(20);
      for (const { score, left, right } of random.shuffle([...pairs])) top.add(score, left, right);
      expect(top.finish()).toEqual(sorted);
      expect(top.floor).toBe(sorted.at(-1)?.score);
    }
  });

  it('passes over what is below its floor', () => {
    const top = new TopPairs(5, 10);
    top.add(9, 0, 1);
    top.add(10, 0, 2);
    expect(top.finish()).toEqual([{ score: 10, left: 0, right: 2 }]);
  });
});
