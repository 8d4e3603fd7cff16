import { judge, monitored } from './judge';

const rating = { auc: 0.9, tar: 0.5, threshold: 0.3, groups: {}, gaps: { auc: 0.1, fmr: null, fnmr: 0.2, fpd: 0.4 } };
const none = { best: null, stale: 0 };

describe('monitored', () => {
  it('finds its number', () => {
    expect([monitored(rating, 'auc'), monitored(rating, 'tar')]).toEqual([0.9, 0.5]);
    expect([monitored(rating, 'gaps.fpd'), monitored(rating, 'gaps.fmr')]).toEqual([0.4, null]);
  });
});

describe('judge', () => {
  it('takes the first as the best, then what is larger', () => {
    const first = judge(none, { step: 5, value: 0.7, monitor: 'auc' });
    expect(first).toEqual({ best: { step: 5, value: 0.7 }, stale: 0, improved: true });
    expect(judge(first, { step: 6, value: 0.7, monitor: 'auc' })).toMatchObject({
      best: { step: 5 },
      stale: 1,
      improved: false,
    });
    expect(judge(first, { step: 6, value: 0.71, monitor: 'auc' })).toMatchObject({ best: { step: 6 }, stale: 0 });
  });

  it('wants gaps smaller, by so much', () => {
    const first = judge(none, { step: 1, value: 0.5, monitor: 'gaps.fmr' });
    const next = (value: number) => judge(first, { step: 2, value, monitor: 'gaps.fmr', minDelta: 0.1 }).improved;
    expect([next(0.6), next(0.45), next(0.39)]).toEqual([false, false, true]);
  });

  it('counts a validation without a value as no better', () => {
    expect(judge(none, { step: 1, value: null, monitor: 'gaps.fmr' })).toEqual({
      best: null,
      stale: 1,
      improved: false,
    });
  });
});
