import fc from 'fast-check';
import { calibrationError } from '../fairness/calibration-error';
import { poolAdjacentViolators } from '../testing/pool-adjacent-violators';
import { calibrateScores, CALIBRATION_BINS } from './calibrate-scores';
import { cutGaps, GAP_CELLS } from './cut-gaps';
import { isotonicProbabilities } from './isotonic-probabilities';

const NAMES = ['a', 'b', 'c'];
const row = fc.record({
  score: fc.integer({ min: 0, max: 40 }),
  genuine: fc.integer({ min: 0, max: 1 }),
  group: fc.integer({ min: -1, max: 2 }),
});
const rows = fc.array(row, { minLength: 1, maxLength: 400 }).map((all) => all.sort((a, b) => a.score - b.score));

function calibrate(all: { score: number; genuine: number; group: number }[]) {
  const pairs = {
    length: all.length,
    left: new Int32Array(all.length),
    right: new Int32Array(all.length),
    score: Float64Array.from(all, ({ score }) => score),
    genuine: Uint8Array.from(all, ({ genuine }) => genuine),
  };
  const groups = Int16Array.from(all, ({ group }) => group);
  const calibration = isotonicProbabilities(pairs);
  const { from, to, probability } = calibration;
  const chance = all.map((_, n) => (n < from ? 0 : n >= to ? 1 : (probability[n - from] as number)));
  return { pairs, groups, calibration, chance, errors: calibrateScores(pairs, calibration, NAMES, groups) };
}

it('calibration errors of groups are those of their pairs', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { chance, errors } = calibrate(all);
      NAMES.forEach((group, g) => {
        const own = [...all.keys()].filter((n) => all[n]?.group === g);
        const take = (values: readonly number[]): number[] => own.map((n) => values[n] as number);
        const score = take(all.map((one) => one.score));
        const expected = calibrationError(take(chance), take(all.map((one) => one.genuine)), CALIBRATION_BINS, {
          score,
        });
        const { ece, ks, brier, n } = errors[g] ?? {};
        expect([group, n]).toEqual([group, own.length]);
        if (own.length === 0) return;
        expect(ece).toBeCloseTo(expected.ece, 12);
        expect(ks).toBeCloseTo(expected.ks, 12);
        expect(brier).toBeCloseTo(expected.brier, 12);
      });
    }),
  );
});

it('isotonic probabilities are monotone, means of their steps, and 0 and 1 outside', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { chance } = calibrate(all);
      const scores = [...new Set(all.map(({ score }) => score))];
      const steps = scores.map((score) => all.filter((one) => one.score === score));
      const shares = steps.map((step) => step.reduce((sum, { genuine }) => sum + genuine, 0) / step.length);
      const fitted = poolAdjacentViolators(
        shares,
        steps.map(({ length }) => length),
      );
      all.forEach(({ score }, n) => expect(chance[n]).toBeCloseTo(fitted[scores.indexOf(score)] as number, 12));
      chance.forEach((p, n) => expect(p).toBeGreaterThanOrEqual(chance[n - 1] ?? 0));
      for (const p of new Set(chance)) {
        const step = all.filter((_, n) => chance[n] === p);
        expect(step.reduce((sum, { genuine }) => sum + genuine, 0) / step.length).toBeCloseTo(p, 12);
      }
    }),
  );
});

it('gaps are cut into cells in order, never between equal scores, whose sums are those of the gaps', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { pairs, groups, calibration, chance, errors } = calibrate(all);
      const found = cutGaps(pairs, { calibration, groups, calibrationErrors: errors });
      const sums = NAMES.map(() => new Float64Array(GAP_CELLS));
      const last = NAMES.map(() => ({ cell: 0, score: NaN }));
      all.forEach(({ score, genuine, group }, n) => {
        const gap = group < 0 ? 0 : genuine - (chance[n] as number);
        expect(found.gap[n]).toBeCloseTo(gap, 12);
        const step = all.filter((_, m) => chance[m] === chance[n]);
        const share = step.filter((one) => one.group === group).length / step.length;
        expect(found.free[n]).toBeCloseTo(gap === 0 ? 0 : gap * Math.sqrt(1 - share), 12);
        const before = last[group];
        if (before === undefined || n < calibration.from || n >= calibration.to) return;
        const cell = found.cellOf[n] as number;
        expect(cell - before.cell).toBeGreaterThanOrEqual(0);
        if (score === before.score) expect(cell).toBe(before.cell);
        (sums[group] as Float64Array)[cell] = ((sums[group] as Float64Array)[cell] as number) + gap;
        last[group] = { cell, score };
      });
      sums.forEach((own, g) => {
        own.forEach((sum, cell) => expect(found.sums[g]?.[cell]).toBeCloseTo(sum, 9));
        const bins = [...(found.binOf[g] ?? [])];
        expect(bins).toEqual([...bins].sort((a, b) => a - b));
      });
    }),
  );
});
