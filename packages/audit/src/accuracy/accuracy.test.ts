import fc from 'fast-check';
import { standardDeviation } from '../fairness/standard-deviation';
import { golden, goldenData } from '../testing/golden';
import { areaUnderCurve } from './area-under-curve';
import { dPrime } from './d-prime';
import { detCurve } from './det-curve';
import { equalErrorRate } from './equal-error-rate';
import { kFoldAccuracy } from './k-fold-accuracy';
import { nextUp } from './next-up';
import { type LabelledScores, rocCurve } from './roc-curve';
import { sortPairs } from './sort-pairs';
import { tarAtFar } from './tar-at-far';
import { thresholdAtFmr } from './threshold-at-fmr';

const pairs = sortPairs(goldenData().pairs);
const { expected } = golden;
const roc = rocCurve(pairs);

const labelled: fc.Arbitrary<LabelledScores> = fc
  .array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.boolean()), { minLength: 2, maxLength: 60 })
  .filter((rows) => rows.some(([, same]) => same) && rows.some(([, same]) => !same))
  .map((rows) => ({
    score: Float64Array.from(rows, ([score]) => score / 8),
    genuine: Uint8Array.from(rows, ([, same]) => (same ? 1 : 0)),
  }));

describe('accuracy against golden values', () => {
  it('counts', () => {
    expect(roc).toMatchObject({ genuine: expected.counts.genuine, impostor: expected.counts.impostor });
    expect(roc.thresholds).toHaveLength(expected.counts.distinctScores + 1);
  });

  it('AUC, d prime and EER', () => {
    expect(areaUnderCurve(roc)).toBeCloseTo(expected.auc, 14);
    expect(dPrime(pairs)).toBeCloseTo(expected.dPrime, 12);
    const eer = equalErrorRate(roc);
    expect(eer.value).toBeCloseTo(expected.eer.value, 14);
    expect(eer.below).toEqual(expected.eer.below);
    expect(eer.above).toEqual(expected.eer.above);
  });

  it('TAR at FAR, ties accepted or refused together', () => {
    const found = tarAtFar(
      roc,
      expected.tarAtFar.map(({ far }) => far),
    );
    expected.tarAtFar.forEach(({ rocTar: _, ...values }, n) => expect(found[n]).toMatchObject(values));
  });

  it('ten-fold accuracy', () => {
    const rows = expected.tenFold.folds.flatMap((fold, f) => fold.map(([score = NaN, label]) => ({ score, label, f })));
    rows.sort((a, b) => a.score - b.score);
    const scores = {
      score: Float64Array.from(rows, ({ score }) => score),
      genuine: Uint8Array.from(rows, ({ label }) => label ?? 0),
    };
    const {
      folds: results,
      mean,
      std,
    } = kFoldAccuracy(
      scores,
      rows.map(({ f }) => f),
    );
    expect(results.map(({ threshold }) => threshold)).toEqual(expected.tenFold.thresholds);
    expect(results.map(({ accuracy }) => accuracy)).toEqual(expected.tenFold.accuracies);
    expect(mean).toBeCloseTo(expected.tenFold.mean, 14);
    expect(std).toBeCloseTo(expected.tenFold.stdDdof0, 14);
    const sample = standardDeviation(expected.tenFold.accuracies, 1);
    expect(sample).toBeCloseTo(expected.tenFold.stdDdof1, 14);
    expect(sample / Math.sqrt(results.length)).toBeCloseTo(expected.tenFold.standardError, 14);
  });
});

describe('accuracy of any scores', () => {
  it('counts errors at a threshold as a plain loop does', () => {
    fc.assert(
      fc.property(labelled, (scores) => {
        const { thresholds, falseMatches, falseNonMatches } = rocCurve(scores);
        thresholds.forEach((threshold, n) => {
          const accepted = [...scores.score].map((score) => score >= threshold);
          expect(falseMatches[n]).toBe(accepted.filter((yes, i) => yes && scores.genuine[i] === 0).length);
          expect(falseNonMatches[n]).toBe(accepted.filter((yes, i) => !yes && scores.genuine[i] === 1).length);
        });
      }),
    );
  });

  it('gives the AUC of all comparisons', () => {
    fc.assert(
      fc.property(labelled, (scores) => {
        const side = (kind: number): number[] => [...scores.score].filter((_, n) => scores.genuine[n] === kind);
        const won = side(1).flatMap((p) => side(0).map((n) => (p > n ? 1 : p === n ? 0.5 : 0) as number));
        expect(areaUnderCurve(rocCurve(scores))).toBeCloseTo(won.reduce((a, b) => a + b) / won.length, 12);
      }),
    );
  });

  it('keeps the target FMR with the smallest impostor score that can', () => {
    fc.assert(
      fc.property(labelled, fc.double({ min: 0, max: 1, noNaN: true }), (scores, target) => {
        const impostors = [...scores.score].filter((_, n) => scores.genuine[n] === 0);
        const candidates = [...new Set(impostors)].sort((a, b) => a - b);
        candidates.push(nextUp(candidates.at(-1) ?? NaN));
        const fmr = (t: number): number => impostors.filter((score) => score >= t).length / impostors.length;
        expect(thresholdAtFmr(rocCurve(scores), target)).toBe(candidates.find((t) => fmr(t) <= target));
      }),
    );
  });

  it('says which FAR is too small to be resolved', () => {
    const { score, genuine } = {
      score: new Float64Array(102).map((_, n) => n),
      genuine: new Uint8Array(102).fill(1, 100),
    };
    const found = tarAtFar(rocCurve({ score, genuine }), [1e-1, 1e-2, 1e-3]);
    expect(found.map(({ resolvable }) => resolvable)).toEqual([true, true, false]);
    expect(found.map(({ impostorsAccepted }) => impostorsAccepted)).toEqual([10, 1, 0]);
  });

  it('thins the DET curve to points of the ROC curve, from all matches to none', () => {
    const curve = detCurve(roc, 50);
    expect(curve[0]).toMatchObject({ fmr: 1, fnmr: 0 });
    expect(curve.length).toBeGreaterThan(30);
    for (const [n, { fmr, fnmr }] of curve.entries()) {
      expect(fmr).toBeLessThanOrEqual(curve[n - 1]?.fmr ?? 1);
      expect(fnmr).toBeGreaterThanOrEqual(curve[n - 1]?.fnmr ?? 0);
    }
    expect((curve.at(-1)?.fmr ?? 1) * roc.impostor).toBeLessThanOrEqual(1);
  });

  it('refuses scores of one kind', () => {
    expect(() => rocCurve({ score: new Float64Array(2), genuine: new Uint8Array(2) })).toThrow('there are 0 and 2');
    expect(() => kFoldAccuracy(pairs, new Uint8Array(pairs.length), 2)).toThrow('fold 1 of 2 has none');
    expect(() => kFoldAccuracy(pairs, new Uint8Array(pairs.length).fill(7), 2)).toThrow('a fold in 0 .. 1');
  });

  it.each([0, 1, -1, 0.3, -0.3, -5e-324, Number.MAX_SAFE_INTEGER])('nextUp(%d) is the next double', (value) => {
    const up = nextUp(value);
    expect(up).toBeGreaterThan(value);
    expect((value + up) / 2 === value || (value + up) / 2 === up).toBe(true);
  });
});
