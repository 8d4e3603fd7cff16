import { goldenData } from '../testing/golden';
import { auditVerification } from './audit-verification';

it.each(['normal', 'percentile', 'recentred'] as const)(
  'groups without any error are not shown to be equal: %s intervals reach as far as those of the rates',
  (interval) => {
    const options = { protected: ['gender', 'skin'], threshold: 9, resamples: 50, interval };
    const { measures, rates } = auditVerification(goldenData(), options);
    expect(rates.groups.map(({ fmr }) => fmr.k)).toEqual([0, 0, 0, 0]);
    const most = Math.max(...rates.groups.map(({ fmr }) => fmr.upper ?? NaN));
    const bounds = (id: string) =>
      measures.filter((one) => one.id === id && one.of !== 'fnmr').map(({ lower, upper }) => [lower, upper])[0];
    expect(bounds('max-min-difference')).toEqual([0, most]);
    expect(bounds('max-min-ratio')).toEqual([1, null]);
    expect(bounds('fpd')).toEqual([0, 1]);
    expect(bounds('garbe')).toEqual([0, 0.5]);
    expect(bounds('fdr')).toEqual([expect.closeTo(1 - most / 2, 12), 1]);
    expect(bounds('ir')).toEqual([1, null]);
  },
);
