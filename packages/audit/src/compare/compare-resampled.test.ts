import { challengeAuc } from '../fairness/challenge-auc';
import { challengeBias } from '../fairness/challenge-bias';
import { giniCoefficient } from '../fairness/gini-coefficient';
import { groupErrorRates } from '../fairness/group-error-rates';
import type { VerificationData } from '../read/verification-data';
import { goldenData } from '../testing/golden';
import { randomNormal, randomStream } from '../uncertainty/random';
import { compareResampled } from './compare-resampled';
import { compareSystems } from './compare-systems';
import { resampleSystem } from './resample-system';

const data = goldenData();
const options = { protected: ['gender', 'skin'], targetFmr: 0.05, tarFmr: 0.05, resamples: 400 };

function noisy(spread: number, seed = 9): VerificationData {
  const random = randomStream(seed);
  const score = data.pairs.score.map((value) => value + spread * randomNormal(random));
  return { ...data, pairs: { ...data.pairs, score } };
}

describe('resampleSystem and compareResampled', () => {
  const own = resampleSystem([data], options);

  it('has the values that the single functions give', () => {
    const [rates] = groupErrorRates(data, { by: options.protected, targetFmr: 0.05 });
    const bias = challengeAuc(data, { protected: options.protected, legitimate: [] });
    const names = rates?.groups.map(({ group }) => group) ?? [];
    expect(own.get('tar')?.value).toBeCloseTo(1 - (rates?.overall.fnmr.rate ?? NaN), 12);
    expect(own.get('fpd')?.value).toBeCloseTo(
      giniCoefficient(rates?.groups.map(({ fmr }) => fmr.rate ?? NaN) ?? []),
      12,
    );
    expect(own.get('fnd')?.value).toBeCloseTo(
      giniCoefficient(rates?.groups.map(({ fnmr }) => fnmr.rate ?? NaN) ?? []),
      12,
    );
    expect(own.get('bias-positive')?.value).toBeCloseTo(challengeBias(bias.positive, names).bias ?? NaN, 12);
    expect(own.get('bias-negative')?.value).toBeCloseTo(challengeBias(bias.negative, names).bias ?? NaN, 12);
  });

  it('finds no difference between a system and itself', () => {
    const found = compareResampled(own, resampleSystem([data, data], options));
    expect(found.length).toBe(6 + 2 * 4);
    for (const { difference, lower, upper } of found) {
      expect(Math.max(...[difference, lower, upper].map(Math.abs))).toBeLessThan(1e-12);
    }
  });

  it('agrees with the closed form of the AUC difference', () => {
    const other = noisy(0.3);
    const [closed] = compareSystems(data, other.pairs, { protected: options.protected }).differences;
    const [resampled] = compareResampled(own, resampleSystem([other], options));
    expect(resampled?.difference).toBeCloseTo(closed?.difference ?? NaN, 12);
    const width = (interval?: { lower: number; upper: number }): number =>
      (interval?.upper ?? 0) - (interval?.lower ?? 0);
    expect(width(resampled) / width(closed)).toBeGreaterThan(0.7);
    expect(width(resampled) / width(closed)).toBeLessThan(1.4);
    expect(resampled?.p).toBeLessThan(0.001);
  });

  it('averages over runs', () => {
    const runs = [noisy(0.1, 1), noisy(0.1, 2)];
    const both = resampleSystem(runs, options).get('fpd');
    const each = runs.map((run) => resampleSystem([run], options).get('fpd'));
    expect(both?.value).toBeCloseTo(((each[0]?.value ?? NaN) + (each[1]?.value ?? NaN)) / 2, 12);
  });

  it('refuses runs that do not fit each other', () => {
    const fewer = { ...data, images: data.images.slice(1) };
    expect(() => resampleSystem([], options)).toThrow('no run');
    expect(() => resampleSystem([data, fewer], options)).toThrow('different images');
    expect(() => compareResampled(own, resampleSystem([data], { ...options, resamples: 10 }))).toThrow(
      '400 resamples against 10',
    );
  });
});
