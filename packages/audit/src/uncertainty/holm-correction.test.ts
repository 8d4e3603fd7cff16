import { holmCorrection } from './holm-correction';
import { requiredSample } from './required-sample';

describe('holmCorrection', () => {
  it('multiplies step by step and never falls', () => {
    expect(holmCorrection([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holmCorrection([0.9, 0.8])).toEqual([1, 1]);
    expect(holmCorrection([])).toEqual([]);
  });
});

describe('requiredSample', () => {
  it('gives the textbook size for 10 % against 20 %', () => {
    // (1.96 + 0.8416)^2 (0.09 + 0.16) / 0.01 = 196.2
    expect(requiredSample({ rate: 0.1, ratio: 2 })).toEqual({ pairs: 197, people: null });
  });

  it('asks for people where it is known what a person adds, and for more with more comparisons', () => {
    const one = requiredSample({ rate: 1e-3, ratio: 2, effectivePairsPerPerson: 50 });
    expect(one.people).toBe(Math.ceil(one.pairs / 50));
    expect(requiredSample({ rate: 1e-3, ratio: 2, comparisons: 6 }).pairs).toBeGreaterThan(one.pairs);
  });

  it('refuses what cannot be found', () => {
    expect(() => requiredSample({ rate: 0.6, ratio: 2 })).toThrow('rates must lie in (0, 1)');
    expect(() => requiredSample({ rate: 0.1, ratio: 1 })).toThrow(RangeError);
  });
});
