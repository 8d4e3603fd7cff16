import { InputError } from './input-error';

describe('InputError', () => {
  it('names file, line, what was expected, what was found and what to do next', () => {
    const error = new InputError({
      code: 'wrong-count',
      message: 'wrong number of columns',
      file: 'record.txt',
      line: 7,
      expected: '10 numbers',
      found: '9',
      hint: 'Add the missing number',
    });
    expect(error.message).toBe(
      'record.txt:7: wrong number of columns; expected 10 numbers; found 9. Add the missing number',
    );
    expect(error).toMatchObject({ name: 'InputError', code: 'wrong-count', file: 'record.txt', line: 7 });
  });

  it('shortens what was found', () => {
    const { message } = new InputError({ code: 'x', message: 'bad', found: 'z'.repeat(1000) });
    expect(message).toBe(`bad; found ${'z'.repeat(160)}… (1000 characters)`);
  });
});
