import { shareInterval } from './auc-interval';
import { equalValues } from './equal-values';
import { levelOf, normalCdf, normalQuantile, Z95 } from './normal';
import { randomNormal, randomStream } from './random';
import { ratioInterval } from './ratio-interval';
import { replicateInterval } from './replicate-interval';
import { studentQuantile } from './student-quantile';
import { wilsonInterval } from './wilson-interval';

describe('intervals', () => {
  it('Wilson with binomial variance gives the textbook bounds', () => {
    // 10 of 100: Wilson (1927) 0.0552 .. 0.1744.
    const { lower, upper } = wilsonInterval({ k: 10, n: 100, people: 2 });
    expect(lower).toBeCloseTo(0.0552, 4);
    expect(upper).toBeCloseTo(0.1744, 4);
  });

  it('widens with the variance, but never beyond half the people', () => {
    const width = (variance: number): number => {
      const { lower, upper } = wilsonInterval({ k: 100, n: 10_000, variance, people: 400 });
      return upper - lower;
    };
    expect(width(4e-6)).toBeGreaterThan(width(1e-6));
    expect(width(1)).toBe(width(0.5));
    expect(width(1)).toBeCloseTo(
      (({ lower, upper }) => upper - lower)(wilsonInterval({ k: 2, n: 200, people: 2 })),
      10,
    );
  });

  it('keeps its head at none, one, all errors and no pairs', () => {
    expect(wilsonInterval({ k: 0, n: 1000, people: 100 })).toMatchObject({
      lower: 0,
      upper: expect.closeTo(0.0714, 3),
    });
    expect(wilsonInterval({ k: 1, n: 1000, people: 100 }).lower).toBeCloseTo(5.13e-5, 6);
    expect(wilsonInterval({ k: 9, n: 9, people: 9 }).upper).toBe(1);
    expect(wilsonInterval({ k: 0, n: 0, people: 0 })).toEqual({ lower: 0, upper: 1 });
  });

  it('is wide where the variance is not known', () => {
    // All genuine pairs of one person: they cannot tell how people differ.
    const { lower, upper } = wilsonInterval({ k: 2, n: 3, variance: 0, people: 1 });
    expect(upper - lower).toBeGreaterThan(0.8);
  });

  it('ratio of two rates, by hand and at zero', () => {
    const rate = (value: number, lower: number, upper: number) => ({
      rate: value,
      variance: (value / 5) ** 2,
      lower,
      upper,
    });
    const { lower, upper } = ratioInterval(rate(0.2, 0.1, 0.3), rate(0.1, 0.05, 0.2));
    expect(lower).toBeCloseTo(2 * Math.exp(-Z95 * Math.sqrt(0.08)), 12);
    expect(upper).toBeCloseTo(2 * Math.exp(Z95 * Math.sqrt(0.08)), 12);
    expect(ratioInterval(rate(0.2, 0.1, 0.3), rate(0, 0, 0.05))).toEqual({ lower: 2, upper: Infinity });
    expect(ratioInterval(rate(0, 0, 0.05), rate(0.2, 0.1, 0.3))).toEqual({ lower: 0, upper: 0.5 });
    const all = { rate: 1, variance: 0, lower: 0.1, upper: 1 };
    expect(ratioInterval(all, rate(0.2, 0.1, 0.25))).toEqual({ lower: 0.4, upper: 10 });
  });

  it('from resampled values: normal, percentile, recentred', () => {
    const values = Float64Array.from({ length: 1001 }, (_, n) => 0.3 + n / 1000);
    const interval = (kind: 'normal' | 'percentile' | 'recentred') =>
      replicateInterval(0.5, values, { kind, range: [0, 1] });
    expect(interval('percentile')).toEqual({ lower: expect.closeTo(0.325, 6), upper: 1 });
    expect(interval('recentred')).toEqual({ lower: expect.closeTo(0.025, 6), upper: expect.closeTo(0.975, 6) });
    expect(interval('normal').lower).toBe(0);
    expect(replicateInterval(Infinity, values, { range: [1, Infinity] })).toEqual({ lower: 1, upper: Infinity });
  });

  it('of inequality: towards the ideal without the bias, away from it by the quantile', () => {
    // Log ratios 0.1 .. 1.1 of a measure whose log is 0.5: mean 0.6, so that the bias is 0.1.
    const logs = Float64Array.from({ length: 1001 }, (_, n) => 0.1 + n / 1000);
    const deviation = Math.sqrt(logs.reduce((sum, x) => sum + (x - 0.6) ** 2, 0) / 1000);
    const interval = (equal: boolean) =>
      replicateInterval(Math.exp(0.5), logs.map(Math.exp), {
        range: [1, Infinity],
        inequality: { ideal: 1, scale: 'ratio', equal },
        z: 1,
      });
    expect(interval(false).lower).toBeCloseTo(Math.exp(0.4 - deviation), 10);
    expect(interval(false).upper).toBeCloseTo(Math.exp(0.1 + normalCdf(1)), 6);
    expect(interval(true)).toEqual({ lower: 1, upper: interval(false).upper });
    const shares = Float64Array.from(logs, (x) => 1 - Math.tanh(x / 4));
    const below = replicateInterval(1 - Math.tanh(0.125), shares, { inequality: { ideal: 1, scale: 'share' }, z: 1 });
    expect(below.upper).toBeCloseTo(1 - Math.tanh(0.1 - deviation / 4), 6);
    expect(below.lower).toBeCloseTo(1 - Math.tanh((0.1 + normalCdf(1)) / 4), 6);
  });

  it('finds values equal that differ less than chance lets them, and no others', () => {
    const random = randomStream(5);
    const around = (centre: number): Float64Array =>
      Float64Array.from({ length: 1000 }, () => centre + randomNormal(random));
    expect(equalValues([0, 0.5, 1], [around(0), around(0.5), around(1)])).toBe(true);
    expect(equalValues([0, 0.5, 5], [around(0), around(0.5), around(5)])).toBe(false);
    expect(equalValues([2, 2], [new Float64Array(3).fill(2), new Float64Array(3).fill(2)])).toBe(true);
  });

  it.each([
    [3, 3.182, 0.02],
    [5, 2.5706, 0.003],
    [10, 2.2281, 0.0005],
    [30, 2.0423, 0.0001],
    [100, 1.984, 0.0001],
  ])('Student, %d degrees of freedom', (freedom, expected, error) => {
    expect(Math.abs(studentQuantile(0.975, freedom) - expected)).toBeLessThan(error);
  });

  it('a share near 1 has its interval below 1', () => {
    const { lower, upper } = shareInterval(0.999, 0.001, 50);
    expect(upper).toBeLessThan(1);
    expect(0.999 - lower).toBeGreaterThan(upper - 0.999);
    // As a rate without errors among 25 pairs of 50 people: z^2 / (25 + z^2).
    expect(shareInterval(1, 0, 50).lower).toBeCloseTo(1 - 3.8414588 / 28.8414588, 8);
    expect(shareInterval(1, 0, 50).upper).toBe(1);
    expect(shareInterval(0, 0, 50).lower).toBe(0);
  });

  it('normal distribution', () => {
    expect(levelOf(Z95)).toBeCloseTo(0.95, 6);
    expect(normalQuantile(0.975)).toBeCloseTo(Z95, 5);
    expect(normalCdf(-1)).toBeCloseTo(0.1586553, 6);
  });
});
