import { inequalityInterval } from './inequality-interval';
import { randomNormal, randomStream } from './random';

const random = randomStream(11);
const REPETITIONS = 1000;
const noise = Array.from({ length: 1999 }, () => [0, 1, 2].map(() => randomNormal(random)));
const plus = (a: readonly number[], b: readonly number[]): number[] => a.map((x, n) => x + (b[n] as number));

/** Share of the intervals of a norm of normal differences that hold the norm of the true ones. */
function coverage(norm: (x: readonly number[]) => number, truth: readonly number[]): number {
  const true_ = norm(truth);
  let held = 0;
  for (let n = 0; n < REPETITIONS; n++) {
    const found = truth.map((x) => x + randomNormal(random));
    // A part of the resamples is enough, another one each time.
    const part = Array.from({ length: 199 }, () => noise[Math.floor(random() * noise.length)] as number[]);
    const { lower, upper } = inequalityInterval({
      own: norm(found),
      moved: part.map((e) => norm(plus(found, e))),
      chance: part.map(norm),
    });
    if (lower <= true_ && true_ <= upper) held++;
  }
  return held / REPETITIONS;
}

describe('inequalityInterval', () => {
  it.each([0, 1, 2, 4])('holds one difference of size %d as often as it says', (size) => {
    const held = coverage(([x = NaN]) => Math.abs(x), [size]);
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.975);
  });

  it.each([0, 2, 6])('holds the range of three values and their root of squares, %d apart', (size) => {
    const truth = [0, size / 2, size];
    for (const norm of [
      (x: readonly number[]) => Math.max(...x) - Math.min(...x),
      (x: readonly number[]) => Math.hypot(...x),
    ]) {
      const held = coverage(norm, truth);
      expect(held).toBeGreaterThan(0.92);
      expect(held).toBeLessThan(0.985);
    }
  });

  it('with truths nearby: holds a range whose ends are shared, and the two sides together miss 5 %', () => {
    // One difference: the nearest truth x apart is x, so that the test needs no anchor to be exact.
    const e = Array.from({ length: 1999 }, (_, n) => (n + 1) / 100 - 10);
    const interval = (own: number) =>
      inequalityInterval({
        own,
        moved: e.map((x) => Math.abs(own + x)),
        chance: e.map(Math.abs),
        nearest: (x) => ({ apart: x, resampled: e.map((noise) => Math.abs(x + noise)) }),
      });
    // Far off: 2.5 % on either side of noise that is uniform in -10 .. 10.
    expect(interval(40)).toEqual({ lower: expect.closeTo(40 - 9.5, 1), upper: expect.closeTo(40 + 9.5, 1) });
    // A truth of 3 lies below the limit of 9.5 and is missed on one side: 5 % of the noise is above 9.
    expect(interval(12).lower).toBeCloseTo(3, 1);
    expect(interval(9).lower).toBe(0);
  });

  it('gives the bounds of a normal difference by hand', () => {
    // Noise at the quantiles of -9 .. 9: |d| has the limit 8.55 (95 % of |e|), and d = 20 lies far beyond it.
    const e = Array.from({ length: 19_999 }, (_, n) => (n + 1) / 1000 - 10).map((x) => 0.9 * x);
    const of = (own: number) =>
      inequalityInterval({ own, moved: e.map((x) => Math.abs(own + x)), chance: e.map(Math.abs) });
    expect(of(20)).toEqual({ lower: expect.closeTo(20 - 8.55, 2), upper: expect.closeTo(20 + 8.55, 2) });
    // Chance reaches 8 in one case of nine: nothing may differ.
    expect(of(8)).toEqual({ lower: 0, upper: expect.closeTo(8 + 8.55, 2) });
    // Between: 5 % of the noise is above 8.1, all on one side.
    expect(of(12).lower).toBeCloseTo(12 - 8.1, 2);
    expect(of(0)).toEqual({ lower: 0, upper: expect.closeTo(8.775, 2) });
  });

  it('turns the test round as it stands, or mirrors noise that grows with the distance', () => {
    // 40 = 4^2 + 2 * 4 * 3: the truth x behind 4 has x^2 + 6 x = 16, and the mirror image x^2 - 6 x = 16.
    const resampled = {
      own: 4,
      moved: new Array<number>(99).fill(Math.sqrt(40)),
      chance: new Array<number>(99).fill(0),
    };
    expect(inequalityInterval(resampled).lower).toBeCloseTo(2, 12);
    // It would be 8, but what was found is always held.
    expect(inequalityInterval({ ...resampled, growing: true }).lower).toBe(4);
    const low = { ...resampled, moved: new Array<number>(99).fill(Math.sqrt(16 - 12)) };
    expect(inequalityInterval({ ...low, growing: true }).lower).toBeCloseTo(Math.sqrt(18.25) - 1.5, 12);
    expect(inequalityInterval(low).lower).toBe(4);
  });

  it('passes over resamples without a number', () => {
    const values = { own: 2, moved: [NaN, 2, 3, 1], chance: [1, Infinity, 1, 0.5] };
    expect(inequalityInterval(values)).toEqual(inequalityInterval({ own: 2, moved: [3, 1], chance: [1, 0.5] }));
    expect(inequalityInterval({ own: 1, moved: [1], chance: [1] })).toEqual({ lower: 0, upper: Infinity });
  });
});
