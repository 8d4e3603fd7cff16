import { compileFilter } from './compile-filter';

const context = { file: 'faces.csv', columns: ['path', 'subject', 'gender', 'age', 'glasses', 'skin colour'] };
const rows = [
  { path: 'a', subject: '1', gender: 'male', age: '30', glasses: '0', 'skin colour': 'dark' },
  { path: 'b', subject: '2', gender: 'female', age: '29.5', glasses: '1', 'skin colour': 'bright' },
  { path: 'c', subject: '3', gender: 'male', age: '', glasses: '1', 'skin colour': 'dark' },
];
const taken = (filter: string) => rows.map((row) => compileFilter(filter, context)(row));
const fault = (filter: string): string => {
  try {
    compileFilter(filter, context);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('compileFilter', () => {
  it('compares text and numbers, also a number with its text', () => {
    expect(taken('gender == "male" and age >= 30').slice(0, 2)).toEqual([true, false]);
    expect(taken('glasses == 1')).toEqual([false, true, true]);
    expect(taken('glasses == "1"')).toEqual([false, true, true]);
    expect(taken('gender in ("female", "other") or not (glasses == 1)')).toEqual([true, true, false]);
    expect(taken('glasses in (1, 2)')).toEqual([false, true, true]);
    expect(taken('glasses in ("1")')).toEqual([false, true, true]);
    expect(compileFilter('subject == "007"', context)({ ...rows[0], subject: '007' })).toBe(true);
    expect(compileFilter('subject == "7"', context)({ ...rows[0], subject: '007' })).toBe(false);
    for (const id of ['12e4', '0x1F', '0b1', 'Infinity', '1_000'])
      expect(compileFilter(`subject == "${id}"`, context)({ ...rows[0], subject: id })).toBe(true);
    for (const age of ['1e-05', '1.5E+1', '.5', '5.', '-3', '+3', ' 7 '])
      expect(compileFilter('age < 16', context)({ ...rows[0], age })).toBe(true);
    expect(taken('gender != "male"')).toEqual([false, true, false]);
    expect(taken(`'skin colour' == "dark"`)).toEqual([true, false, true]);
    expect(taken('path ~= "1" or age == "30"').slice(0, 2)).toEqual([true, false]);
    expect(fault('glasses == "1" and = 3')).toContain('at character 20: `= 3`');
    expect(taken('gender ~= "^fe"')).toEqual([false, true, false]);
  });

  it('does not decide where a number is asked for and there is none', () => {
    expect(taken('age >= 30')).toEqual([true, false, expect.any(Error)]);
  });

  it('names an unknown column, where it is, and the one that was meant', () => {
    expect(fault('age > 3 and gendr == "male"')).toBe(
      'faces.csv: the filter `age > 3 and gendr == "male"` names an unknown column "gendr", at character 13: ' +
        '`gendr == "male"`. Did you mean gender?',
    );
    expect(fault('gender == male')).toContain('text is put in double quotes: "male"');
    expect(fault('flor(age) == 3')).toMatch(/unknown function "flor", at character 1.*Did you mean floor\?/);
  });

  it('says where an expression cannot be understood', () => {
    expect(fault('gender = "male"')).toMatch(/at character 8: `= "male"`. Write == to compare/);
    expect(fault('age >=')).toContain('cannot be understood, at its end');
    expect(fault('(age > 1')).toContain('at its end');
    const long = 'gender == "male" and age > 30 and glasses == 1 and subject = 4';
    expect(fault(long)).toMatch(/at character 60: `= 4`. Write ==/);
    expect(fault('age > 1\nand and glasses == 1')).toContain('at character 13: `and glasses');
  });
});
