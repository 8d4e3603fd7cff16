import fc from 'fast-check';
import { parseDecimal } from './parse-decimal';

const parse = (text: string): number => parseDecimal(Buffer.from(`x${text},`), 1, text.length + 1);

describe('parseDecimal', () => {
  it.each([
    '0',
    '-1',
    '0.5',
    '.25',
    '7.',
    '-0.00000001',
    '123456789012345678',
    '0.62345678901234567',
    '1e-7',
    '-2.5E+3',
  ])('reads %s as Number does', (text) => expect(parse(text)).toBe(Number(text)));

  it.each(['', ' ', '-', '.', '0x10', '0B1', '0o7', 'nan', 'NaN', 'abc', '1.2.3', '0,5', '--1', '1 2'])(
    'gives NaN for %j',
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );

  it('passes over blanks and knows infinity', () => {
    expect(parse(' 0.25 ')).toBe(0.25);
    expect(parse('Infinity')).toBe(Infinity);
  });

  it('rounds every score of 1 to 18 digits as Number does', () => {
    const cosine = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(cosine, fc.integer({ min: 0, max: 20 }), (value, decimals) => {
        const text = value.toFixed(decimals);
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 50_000 },
    );
  });

  it('rounds any run of digits as Number does', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 18 }).map((d) => d.join(''));
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 18 }), (run, point) => {
        const text = point > run.length ? run : `${run.slice(0, point)}.${run.slice(point)}`;
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 50_000 },
    );
  });
});
