import { type Coverage, simulateCoverage } from './simulate-coverage';

describe('simulateCoverage', () => {
  // 100 repetitions of 2 groups: 200 intervals of rates, give or take 3 points.
  const coverage = simulateCoverage({ people: 100, repetitions: 100, resamples: 100, dependence: 0.3 });
  const of = (method: string): Coverage => {
    const found = coverage.find((own) => own.method === method);
    if (found === undefined) throw new Error(`no ${method}`);
    return found;
  };

  it.each([
    'rate fmr',
    'rate fnmr',
    'ratio fmr',
    'ratio fnmr',
    'auc',
    'fpd fmr',
    'fnd fnmr',
    'max-min-ratio fmr',
    'garbe both',
    'bias positive',
    'bias negative',
    'cell auc positive',
    'cell auc negative',
    'difference auc',
    'difference fnmr',
    'eer',
    'd-prime',
    'kl genuine',
    'js impostor',
    'wasserstein impostor',
    'ece',
    'ks',
  ])('%s holds the truth about as often as it says', (method) => {
    expect(of(method).held).toBeGreaterThan(0.9);
  });

  it('rates taken for independent hold it much less often', () => {
    expect(of('plain fmr').held).toBeLessThan(0.8);
  });

  it('counts misses on either side', () => {
    for (const { held, above, below } of coverage) expect(held + above + below).toBeCloseTo(1, 12);
  });

  it('is the same for the same seed', () => {
    const options = { people: 10, repetitions: 3, resamples: 10 };
    expect(simulateCoverage(options)).toEqual(simulateCoverage(options));
  });
});
