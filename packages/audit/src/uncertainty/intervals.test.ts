import { shareInterval } from './auc-interval';
import { equalValues } from './equal-values';
import { inequalityInterval } from './inequality-interval';
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

  it('of inequality: as distances on their scale, back on the scale of the measure', () => {
    const steps = Float64Array.from({ length: 999 }, (_, n) => (n + 1) / 1000);
    const chance = steps.map((x) => x / 10);
    const at = { own: 0.5, moved: steps, chance };
    const { lower, upper } = inequalityInterval({ ...at, growing: true });
    expect([lower, upper]).toEqual([expect.closeTo(0.31, 2), expect.closeTo(0.975, 10)]);
    const steady = inequalityInterval(at).lower;
    expect(steady).toBeCloseTo(0.156, 2);
    const scales = {
      ratio: { ideal: 1, value: Math.exp, low: steady },
      share: { ideal: 0, value: Math.tanh, low: steady },
      square: { ideal: 0, value: (x: number) => x * x, low: lower },
      distance: { ideal: 0, value: (x: number) => x, low: lower },
      relative: { ideal: 0, value: (x: number) => x, low: steady },
    };
    for (const [scale, { ideal, value, low }] of Object.entries(scales) as ['ratio', (typeof scales)['ratio']][]) {
      const inequality = { ideal, scale, chance: chance.map(value) };
      const found = replicateInterval(value(0.5), steps.map(value), { inequality });
      expect(found).toEqual({ lower: expect.closeTo(value(low), 6), upper: expect.closeTo(value(upper), 6) });
      const equal = replicateInterval(value(0.5), steps.map(value), { inequality: { ...inequality, equal: true } });
      expect(equal).toEqual({ lower: ideal, upper: found.upper });
    }
    // FDR is ideal at 1 and lies below it.
    const fdr = (x: number): number => 1 - x;
    const inequality = { ideal: 1, scale: 'distance', chance: chance.map(fdr) } as const;
    const found = replicateInterval(0.5, steps.map(fdr), { inequality });
    expect(found).toEqual({ lower: expect.closeTo(1 - upper, 6), upper: expect.closeTo(1 - lower, 6) });
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
