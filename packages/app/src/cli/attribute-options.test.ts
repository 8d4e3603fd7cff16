import { Command } from 'commander';
import { bins, binsOption, names, namesOption } from './attribute-options';

describe('the flags about attributes', () => {
  it('read names', () => {
    expect(names(' gender, race,')).toEqual(['gender', 'race']);
  });

  it('gather bins', () => {
    expect(bins('size=224', bins('age=35,65', {}))).toEqual({ age: [35, 65], size: [224] });
  });

  it.each(['age', 'age=', '=3', 'age=65,35', 'age=old', 'age=1,1'])('refuse the bins %s', (text) => {
    expect(() => bins(text, {})).toThrow('Expected NAME=EDGE,EDGE');
  });

  it('give none where they are not given, and help says so', () => {
    const command = new Command().addOption(namesOption('--by', 'groups')).addOption(binsOption());
    expect(command.parse([], { from: 'user' }).opts()).toEqual({ by: [], bins: {} });
    expect(command.helpInformation()).toMatch(/groups \(default: none\)/);
    expect(command.parse(['--by', 'a,b', '--bins', 'x=1', '--bins', 'y=2'], { from: 'user' }).opts()).toEqual({
      by: ['a', 'b'],
      bins: { x: [1], y: [2] },
    });
  });
});
