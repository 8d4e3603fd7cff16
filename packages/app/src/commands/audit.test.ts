import { bins, names } from './audit';

describe('the lists of fairface audit', () => {
  it('reads names', () => {
    expect(names(' gender, race,')).toEqual(['gender', 'race']);
  });

  it('gathers bins', () => {
    expect(bins('size=224', bins('age=35,65', {}))).toEqual({ age: [35, 65], size: [224] });
  });

  it.each(['age', 'age=', '=3', 'age=65,35', 'age=old', 'age=1,1'])('refuses the bins %s', (text) => {
    expect(() => bins(text, {})).toThrow('Expected NAME=EDGE,EDGE');
  });
});
