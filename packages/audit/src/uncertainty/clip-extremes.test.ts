import * as fc from 'fast-check';
import { clipExtremes, clipLargest } from './clip-extremes';

const range = (x: ArrayLike<number>): number => Math.max(...Array.from(x)) - Math.min(...Array.from(x));

describe('clipExtremes', () => {
  it('clips by hand', () => {
    expect([...clipExtremes([4, 1, 2, 3], [1, 1, 1, 1], 0.5)]).toEqual([3.5, 1.5, 2, 3]);
    // 2 from the top: 4 and 3 to 2.5; from the bottom 1 and 2 to 2.5 as well.
    expect([...clipExtremes([4, 1, 2, 3], [1, 1, 1, 1], 2)]).toEqual([2.5, 2.5, 2.5, 2.5]);
    expect([...clipExtremes([0, 6], [2, 1], 1)]).toEqual([0.5, 5]);
    expect([...clipExtremes([0, 6], [2, 1], 100)]).toEqual([2, 2]);
    expect([...clipExtremes([5, -1, 5], [1, 2, 3], 0)]).toEqual([5, -1, 5]);
  });

  it('is nearer than any other point with as small a range', () => {
    const value = fc.record({
      value: fc.double({ min: -5, max: 5, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
      step: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (all, mass) => {
          const values = all.map((one) => one.value);
          const clipped = clipExtremes(
            values,
            all.map(({ weight }) => weight),
            mass,
          );
          const other = Float64Array.from(clipped, (x, g) => x + (all[g]?.step ?? 0));
          // Drawn together until its range is no larger.
          const shrink = range(other) > range(clipped) ? range(clipped) / range(other) : 1;
          const apart = (x: Float64Array, by: number): number =>
            all.reduce((sum, { weight }, g) => sum + weight * (by * (x[g] as number) - (values[g] as number)) ** 2, 0);
          expect(apart(clipped, 1)).toBeLessThanOrEqual(apart(other, shrink) + 1e-7);
        },
      ),
    );
  });
});

it('clipLargest draws the largest towards the mean of all', () => {
  // All are raised by 0.5, and 2 are taken from the largest: from 4.5 down to 3, which 3.5 reaches as well.
  expect([...clipLargest([4, 1, 2, 3], [1, 1, 1, 1], 2)]).toEqual([3, 1.5, 2.5, 3]);
  expect([...clipLargest([4, 1, 2, 3], [1, 1, 1, 1], 0)]).toEqual([4, 1, 2, 3]);
  // Enough to make all the weighted mean, which stays: (2 x 0 + 6) / 3.
  expect([...clipLargest([0, 6], [2, 1], 8)]).toEqual([2, 2]);
});
