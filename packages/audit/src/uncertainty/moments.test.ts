import { moments } from './moments';

describe('moments', () => {
  it('gives the mean and the sample deviation', () => {
    const { mean, deviation } = moments(new Float64Array([2, 4, 4, 4, 5, 5, 7, 9]));
    expect(mean).toBe(5);
    expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });

  it('takes a single value for one that does not vary', () => {
    expect(moments([3])).toEqual({ mean: 3, deviation: 0 });
  });
});
