import { simulateCoverage } from './simulate-coverage';

it('intervals that know of dependence hold the truth more often than those that do not', () => {
  const coverage = simulateCoverage({
    people: 60,
    repetitions: 60,
    resamples: 60,
    impostorsPerPerson: 60,
    dependence: 0.5,
  });
  expect(coverage['fnmr: dyadic Wilson']).toBeGreaterThan(0.85);
  expect(coverage['fmr: dyadic Wilson']).toBeGreaterThan(0.85);
  expect(coverage['fmr: plain Wilson']).toBeLessThan(coverage['fmr: dyadic Wilson'] ?? 0);
  expect(coverage['fmr: bootstrap percentile']).toBeGreaterThanOrEqual(coverage['fmr: bootstrap corrected'] ?? 1);
});

it('is the same for the same seed', () => {
  const options = { people: 10, repetitions: 3, resamples: 10 };
  expect(simulateCoverage(options)).toEqual(simulateCoverage(options));
});
