import { checkPatterns, namePattern } from './name-pattern';

describe('namePattern', () => {
  it('lets a star stand for anything, and fits whole names only', () => {
    const fits = namePattern(['stage1/*', '*/gamma', 'heads/a+b']);
    expect(['stage1/unit1/conv/kernel', 'stem/bn/gamma', 'heads/a+b'].map(fits)).toEqual([true, true, true]);
    expect(['stage10/x', 'stage1', 'gamma', 'heads/aab', 'my/stage1/x'].map(fits)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('fits nothing without patterns', () => {
    expect(namePattern([])('')).toBe(false);
  });
});

describe('checkPatterns', () => {
  it('names the pattern that fits nothing', () => {
    const names = ['stem/kernel', 'heads/base'];
    expect(() => checkPatterns('freeze', ['stem/*', '*base'], names)).not.toThrow();
    expect(() => checkPatterns('freeze', ['stem/*', 'stage9/*'], names)).toThrow(
      "freeze: 'stage9/*' fits no parameter. The names are stem/kernel, heads/base.",
    );
  });
});
