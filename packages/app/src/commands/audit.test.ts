import { bins, names, tolerance } from './audit';

describe('the lists of fairface audit', () => {
  it('reads names', () => {
    expect(names(' gender, race,')).toEqual(['gender', 'race']);
  });

  it('gathers bins', () => {
    expect(bins('size=224', bins('age=35,65', {}))).toEqual({ age: [35, 65], size: [224] });
  });

  it('reads tolerances for both errors or each', () => {
    expect(tolerance('1.25')).toEqual({ fmrRatio: 1.25, fnmrRatio: 1.25 });
    expect(tolerance('fmr=2, fnmr=1.25')).toEqual({ fmrRatio: 2, fnmrRatio: 1.25 });
    expect(tolerance('fmr=2')).toEqual({ fmrRatio: 2 });
  });

  it.each(['', '0.9', 'x', 'far=2', '2,3', 'fmr='])('refuses the tolerance "%s"', (text) => {
    expect(() => tolerance(text)).toThrow('Expected a ratio from 1 up');
  });

  it.each(['age', 'age=', '=3', 'age=65,35', 'age=old', 'age=1,1'])('refuses the bins %s', (text) => {
    expect(() => bins(text, {})).toThrow('Expected NAME=EDGE,EDGE');
  });
});
