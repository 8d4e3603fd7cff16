import fc from 'fast-check';
import { golden } from '../testing/golden';
import { calibrationError } from './calibration-error';
import { distributionFairnessIndex } from './distribution-fairness-index';
import { fairnessDiscrepancyRate } from './fairness-discrepancy-rate';
import { garbe } from './garbe';
import { giniCoefficient } from './gini-coefficient';
import { inequityRate } from './inequity-rate';
import { jensenShannon } from './jensen-shannon';
import { kernelHistogram } from './kernel-histogram';
import { kullbackLeibler } from './kullback-leibler';
import { maxGeomeanRatio } from './max-geomean-ratio';
import { maxMinDifference } from './max-min-difference';
import { maxMinRatio } from './max-min-ratio';
import { meanAbsolutePercentageError } from './mean-absolute-percentage-error';
import { poolAdjacentViolators } from '../testing/pool-adjacent-violators';
import { skewedErrorRatio } from './skewed-error-ratio';
import { standardDeviation } from './standard-deviation';
import { movesOfDeviations, standardErrorDifference } from './standard-error-difference';
import { wassersteinDistance } from './wasserstein-distance';
import { worstErrorRatioToMean } from './worst-error-ratio-to-mean';
import distribution from '../fixtures/distribution.json';

const number = (value: number | string): number => Number(value);

describe.each([
  ...golden.expected.groups.map((g) => ({ fmr: g.groups.map((x) => x.fmr), fnmr: g.groups.map((x) => x.fnmr), ...g })),
  ...golden.expected.edgeCases,
])('measures of the golden rates $fmr', (expected) => {
  const rates = { fmr: expected.fmr, fnmr: expected.fnmr };

  it('give the golden values', () => {
    const close = (found: number, value: number | string): void => {
      if (value === 'Infinity') expect(found).toBe(Infinity);
      else expect(found).toBeCloseTo(number(value), 12);
    };
    close(maxMinDifference(rates.fmr), expected.maxMinDifference.fmr);
    close(maxMinDifference(rates.fnmr), expected.maxMinDifference.fnmr);
    close(maxMinRatio(rates.fmr), expected.maxOverMin.fmr);
    close(maxMinRatio(rates.fnmr), expected.maxOverMin.fnmr);
    close(maxGeomeanRatio(rates.fmr), expected.maxOverGeomean.fmr);
    close(maxGeomeanRatio(rates.fnmr), expected.maxOverGeomean.fnmr);
    close(giniCoefficient(rates.fmr), expected.fpd);
    close(giniCoefficient(rates.fnmr), expected.fnd);
    close(garbe(rates), expected.garbe);
    close(fairnessDiscrepancyRate(rates), expected.fdr);
    close(inequityRate(rates), expected.ir);
    close(inequityRate(rates, 1, 1), expected.irFullPowers);
    close(worstErrorRatioToMean(rates), expected.werm);
  });
});

describe('measures of accuracies', () => {
  it.each(golden.expected.groups)('at FMR $targetFmr', ({ groups, ser, stdDdof0, stdDdof1 }) => {
    const accuracies = groups.map(({ accuracy }) => accuracy);
    expect(skewedErrorRatio(accuracies)).toBeCloseTo(ser, 10);
    expect(standardDeviation(accuracies, 0)).toBeCloseTo(stdDdof0, 10);
    expect(standardDeviation(accuracies, 1)).toBeCloseTo(stdDdof1, 10);
  });

  it('differ for the two divisors, as the literature shows for the same four accuracies', () => {
    const rfw = [96.18, 94.67, 93.72, 93.98];
    expect(standardDeviation(rfw, 0)).toBeCloseTo(0.956, 3);
    expect(standardDeviation(rfw, 1)).toBeCloseTo(1.104, 3);
    expect(skewedErrorRatio(rfw)).toBeCloseTo(6.28 / 3.82, 12);
  });

  it('calibration of the threshold and error differences, by hand', () => {
    expect(meanAbsolutePercentageError([1e-3, 2e-3, 5e-4], 1e-3)).toBeCloseTo(50, 12);
    const rates = { fmr: [0.02, 0.01], fnmr: [0.1, 0.3] };
    // SED: |1 - 2| + |1 - 0.5| = 1.5 and |1 - 1| + |1 - 1.5| = 0.5; their deviation is 0.5.
    expect(standardErrorDifference(rates, { fmr: 0.01, fnmr: 0.2 })).toBeCloseTo(0.5, 12);
  });

  it('moves of error differences: signed far from the rate of all pairs, folded at it, by hand', () => {
    const overall = { fmr: 0.01, fnmr: 0.1 };
    const found = { fmr: [0.02, 0.01], fnmr: [0.1, 0.1], overall };
    const common = { fmr: [0.01, 0.01], fnmr: [0.1, 0.1], overall };
    // The FMRs are 1 and 0 above that of all pairs; this resample makes that 1/2 and -1/4.
    const sample = { fmr: [0.015, 0.0075], fnmr: [0.1, 0.1], overall };
    const close = (values: readonly number[]) => values.map((x) => expect.closeTo(x, 12));
    expect(movesOfDeviations(sample, found, found)).toEqual(close([-0.5, 0.25]));
    expect(movesOfDeviations(sample, found, common)).toEqual(close([0.5, 0.25]));
    // An FNMR of all pairs of 0.2 puts both groups 1/2 below it.
    const moved = { ...found, overall: { fmr: 0.01, fnmr: 0.2 } };
    expect(movesOfDeviations(moved, found, found)).toEqual(close([0.5, 0.5]));
  });
});

describe('distributions', () => {
  const histogram = (name: string): Float64Array =>
    kernelHistogram((distribution.sets as Record<string, { scores: number[] }>)[name]?.scores ?? []);

  it('kernel histogram gives the golden shares', () => {
    for (const { scores, p } of Object.values(distribution.sets)) {
      const found = kernelHistogram(scores);
      p.forEach((value, n) => expect(found[n]).toBeCloseTo(value, 11));
    }
    expect(() => kernelHistogram([])).toThrow('at least one score');
  });

  it('weights stand for repeated scores', () => {
    expect(kernelHistogram([0.2, 0.5], { weights: [3, 1] })).toEqual(kernelHistogram([0.2, 0.2, 0.2, 0.5]));
  });

  it('distances give the golden values', () => {
    for (const { a, b, kl, js, wasserstein1 } of distribution.pairs) {
      expect(kullbackLeibler(histogram(a), histogram(b))).toBeCloseTo(kl.value, 8);
      expect(jensenShannon(histogram(a), histogram(b))).toBeCloseTo(js.value, 8);
      expect(wassersteinDistance(histogram(a), histogram(b))).toBeCloseTo(wasserstein1.value, 8);
    }
  });

  it('DFI is 1 for equal distributions and 0 for groups that share no score', () => {
    expect(
      distributionFairnessIndex([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ).toBe(1);
    expect(
      distributionFairnessIndex([
        [1, 0],
        [0, 1],
      ]),
    ).toBe(0);
  });
});

describe('calibration', () => {
  it('isotonic regression pools what falls, and nothing else', () => {
    expect([...poolAdjacentViolators([1, 3, 2, 4], [1, 1, 3, 1])]).toEqual([1, 2.25, 2.25, 4]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const fitted = poolAdjacentViolators(
          values,
          values.map(() => 1),
        );
        const sum = (all: Iterable<number>): number => [...all].reduce((a, b) => a + b, 0);
        expect(sum(fitted)).toBeCloseTo(sum(values), 9);
        expect([...fitted]).toEqual([...fitted].sort((a, b) => a - b));
      }),
    );
  });

  it('errors by hand', () => {
    // Two bins: gaps |0 - 0.2 + 0 - 0.2| = 0.4 and |1 - 0.8 + 0 - 0.8| = 0.6 over 4 pairs.
    const { ece, ks, brier } = calibrationError([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 0], 2);
    expect(ece).toBeCloseTo(0.25, 12);
    expect(ks).toBeCloseTo(1 / 4, 12);
    expect(brier).toBeCloseTo((0.04 + 0.04 + 0.04 + 0.64) / 4, 12);
  });

  it('never parts pairs of equal probability, or of equal scores where those are given', () => {
    const probability = [0.2, 0.2, 0.8, 0.8];
    const { ece, ks } = calibrationError(probability, [0, 0, 0, 1], 2);
    expect([ece, ks]).toEqual([1 / 4, 1 / 4].map((x) => expect.closeTo(x, 12)));
    // Three bins end behind pairs 1, 3 and 4; the second pair of each score stays with the first one.
    expect(calibrationError(probability, [0, 1, 0, 1], 3).ece).toBeCloseTo((0.6 + 0.6) / 4, 12);
    // All scores differ: gaps -0.2; 0.8 - 0.8; 0.2, and a running sum of 0.6 behind the second pair.
    const apart = calibrationError(probability, [0, 1, 0, 1], 3, { score: [1, 2, 3, 4] });
    expect([apart.ece, apart.ks]).toEqual([0.4 / 4, 0.6 / 4].map((x) => expect.closeTo(x, 12)));
  });
});
