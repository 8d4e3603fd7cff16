import fc from 'fast-check';
import golden from './fixtures/extraction.json';
import { formatFeatureLine, roundToSixDecimals } from './format-feature-line';

const values = (line: Buffer): string[] => line.toString().split(' ').slice(1);
const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('formatFeatureLine, six decimals', () => {
  it.each(golden.lines.map(({ path, vector, line }) => [path, vector, line] as const))(
    'writes %s as the reference does',
    (path, vector, line) => {
      expect(formatFeatureLine(path, Float32Array.from(vector)).toString()).toBe(line);
    },
  );

  it('rounds exact halves to the even neighbour, as C does', () => {
    const line = formatFeatureLine('a', Float32Array.from(golden.roundingTies.map(({ value }) => value)));
    expect(values(line)).toEqual(['0.007812', '-0.007812', '0.023438']);
  });

  it('agrees with toFixed where there is no exact half', () => {
    fc.assert(
      fc.property(fc.array(float32), (list) => {
        const vector = Float32Array.from(list).filter((value) => Math.abs((value * 1e6) % 1) !== 0.5);
        const expected = [...vector].map((value) => (Object.is(value, -0) ? '-0.000000' : value.toFixed(6)));
        expect(values(formatFeatureLine('a', vector))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('says which float32 a reader gets', () => {
    fc.assert(
      fc.property(fc.array(float32), (list) => {
        const vector = Float32Array.from(list);
        const read = Float32Array.from(values(formatFeatureLine('a', vector)), Number);
        expect([...roundToSixDecimals(vector)].map((value) => value + 0)).toEqual([...read].map((value) => value + 0));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('formatFeatureLine, shortest', () => {
  it('writes the shortest text that reads back as the same float32', () => {
    fc.assert(
      fc.property(fc.array(float32), (list) => {
        const vector = Float32Array.from(list);
        for (const [n, text] of values(formatFeatureLine('a', vector, 'shortest')).entries()) {
          const value = vector[n] ?? NaN;
          expect(Object.is(Math.fround(Number(text)), value)).toBe(true);
          const digits = Number(text)
            .toExponential()
            .replace(/e.*|\D/g, '').length;
          if (digits > 1) expect(Math.fround(Number(value.toExponential(digits - 2)))).not.toBe(value);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [0.1, '0.1'],
    [-1.5, '-1.5'],
    [1, '1'],
    [0, '0'],
    [-0, '-0'],
    [16777216, '16777216'],
    [0.31022576, '0.31022575'],
    [9.765625e-4, '0.0009765625'],
    [1e-7, '1e-7'],
  ])('writes %p as %s', (value, text) => {
    expect(values(formatFeatureLine('a', Float32Array.of(value), 'shortest'))).toEqual([text]);
  });
});

describe('the path of a feature line', () => {
  it('is put in quotes where it has white space', () => {
    expect(formatFeatureLine('my face.jpg', Float32Array.of(1)).toString()).toBe('"my face.jpg" 1.000000');
    expect(formatFeatureLine('"a" b', Float32Array.of(1)).toString()).toBe('"""a"" b" 1.000000');
  });
});
