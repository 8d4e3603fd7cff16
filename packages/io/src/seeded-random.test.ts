import * as fc from 'fast-check';
import { seededRandom } from './seeded-random';

const draw = (seed: number, ...purpose: (string | number)[]): number[] => {
  const random = seededRandom(seed, ...purpose);
  return Array.from({ length: 5 }, () => random.next());
};

describe('seededRandom', () => {
  it('draws the same for the same seed and purpose, and other numbers for any other', () => {
    expect(draw(1, 'a', 2)).toEqual(draw(1, 'a', 2));
    const streams = [draw(1, 'a', 2), draw(2, 'a', 2), draw(1, 'a', 3), draw(1, 'b', 2), draw(1, 'a2'), draw(1)];
    expect(new Set(streams.flat()).size).toBe(30);
  });

  it('has uniform, integer and normal numbers of the right mean and variance', () => {
    const random = seededRandom(7, 'moments');
    const numbers = Array.from({ length: 20_000 }, () => [random.next(), random.integer(6), random.normal()] as const);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(numbers.map(([uniform]) => uniform))).toBeCloseTo(0.5, 1);
    expect(mean(numbers.map(([, integer]) => integer))).toBeCloseTo(2.5, 1);
    expect(new Set(numbers.map(([, integer]) => integer)).size).toBe(6);
    expect(mean(numbers.map(([, , normal]) => normal))).toBeCloseTo(0, 1);
    expect(mean(numbers.map(([, , normal]) => normal ** 2))).toBeCloseTo(1, 1);
  });

  it('shuffles into a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = seededRandom(seed, 'shuffle').shuffle([...items]);
        expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it('gives every order of three about as often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = seededRandom(seed, 'orders').shuffle([0, 1, 2]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
