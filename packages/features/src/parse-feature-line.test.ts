import fc from 'fast-check';
import { countValues, MALFORMED, NEEDS_FLOAT64, parseFeatureLine, pathEnd, pathText } from './parse-feature-line';

function parse(
  text: string,
  { dimension, scaled = false, single = false }: { dimension?: number; scaled?: boolean; single?: boolean } = {},
) {
  const bytes = Buffer.from(text);
  const start = pathEnd(bytes, 0, bytes.length);
  const length = dimension ?? countValues(bytes, start, bytes.length);
  const target = single ? new Float32Array(length + 1) : new Float64Array(length + 1);
  const found = parseFeatureLine(bytes, start, bytes.length, target, 1, length, scaled);
  return {
    path: pathText(bytes, 0, start),
    found: found === bytes.length ? 'all' : found,
    values: [...target.subarray(1)],
  };
}

const decimal = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.nat(20))
    .map(([value, digits]) => (value % 1e6).toFixed(digits)),
  fc.constantFrom('-0.000000', '+1', '.5', '5.', '-7e-3', '00012.50', '123456789012345678901234567890.5'),
);

describe('parseFeatureLine', () => {
  it('reads every decimal number as JavaScript does', () => {
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1 }), fc.constantFrom(' ', '\t', '  '), (texts, blank) => {
        const { found, values } = parse(['images/1.jpg', ...texts].join(blank));
        expect(found).toBe('all');
        expect(values).toEqual(texts.map(Number));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps six decimals exactly in float32 when it scales them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 24), max: 2 ** 24 }), { minLength: 1 }), (millionths) => {
        const line = ['a', ...millionths.map((value) => (value / 1e6).toFixed(6))].join(' ');
        const { found, values } = parse(line, { scaled: true, single: true });
        expect(found).toBe('all');
        expect(values.map((value) => value + 0)).toEqual(millionths.map((value) => value + 0));
      }),
    );
  });

  it.each(['0.1234567', '16.777217', '1e-3', '1234567890.123456'])('says that %s does not fit when scaled', (text) => {
    expect(parse(`a ${text}`, { scaled: true, single: true }).found).toBe(NEEDS_FLOAT64);
  });

  it.each([
    ['a short line', 'a 1 2', 3],
    ['a long line', 'a 1 2 3 4', 3],
    ['a word', 'a 1 two 3', 3],
    ['NaN', 'a 1 nan 3', 3],
    ['infinity', 'a 1 Infinity 3', 3],
    ['an overflow', 'a 1 1e999 3', 3],
    ['a hexadecimal number', 'a 1 0x10 3', 3],
    ['a lone sign', 'a 1 - 3', 3],
    ['a lone point', 'a 1 . 3', 3],
    ['two points', 'a 1 1.2.3 3', 3],
    ['no value', 'a', 3],
    ['nothing', '', 3],
  ])('refuses %s', (_, line, dimension) => {
    expect(parse(line, { dimension }).found).toBe(MALFORMED);
    expect(parse(line, { dimension, scaled: true }).found).toBe(MALFORMED);
  });

  it('refuses any text that is not a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\s"]+$/), (text) => {
        fc.pre(!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text));
        expect(parse(`a ${text}`, { dimension: 1 }).found).toBe(MALFORMED);
      }),
    );
  });

  it('takes a path in quotes', () => {
    expect(parse('"my ""best"" face.jpg" 1 2')).toEqual({ path: 'my "best" face.jpg', found: 'all', values: [1, 2] });
    expect(parse('日本.jpg 1')).toEqual({ path: '日本.jpg', found: 'all', values: [1] });
  });
});
