import fc from 'fast-check';
import golden from './fixtures/predictions.json';
import { LONGEST_COSINE, writeCosine } from './format-cosine';

function format(value: number): string {
  const bytes = new Uint8Array(40);
  const end = writeCosine(bytes, 3, value);
  return Buffer.from(bytes.subarray(3, end)).toString();
}

/** `toFixed` rounds an exact half away from zero, C to the even neighbour. A half at 17 decimals is an odd multiple of 2^-18. */
function isHalf(value: number): boolean {
  return Math.abs(value * 2 ** 18) % 2 === 1;
}

function expected(value: number): string {
  const text = Math.abs(value).toFixed(17);
  return value < 0 ? `-${text}` : text;
}

/** Doubles of every exponent that a cosine may have, and a little beyond one. */
const cosine = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -9.99, max: 9.99, noNaN: true }),
  fc
    .tuple(fc.integer({ min: -(2 ** 53), max: 2 ** 53 }), fc.integer({ min: 53, max: 110 }))
    .map(([m, e]) => m * 2 ** -e),
);

describe('writeCosine', () => {
  it.each(golden.formats.filter(({ value }) => Math.abs(value) < 10).map(({ value, text }) => [value, text] as const))(
    'writes %d as %s',
    (value, text) => {
      expect(format(value)).toBe(text);
    },
  );

  it('agrees with toFixed where there is no exact half', () => {
    fc.assert(
      fc.property(cosine, (value) => {
        fc.pre(!isHalf(value));
        expect(format(value)).toBe(expected(value));
      }),
      { numRuns: 20_000 },
    );
  });

  it('agrees with toFixed on a million numbers all over the range', () => {
    const bytes = new Uint8Array(LONGEST_COSINE);
    let state = 12345;
    let differences = 0;
    for (let n = 0; n < 1_000_000; n++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const upper = state;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const value = ((upper / 2 ** 32 + state / 2 ** 64) * 2 - 1) * 2 ** -(n % 24);
      const end = writeCosine(bytes, 0, value);
      if (Buffer.from(bytes.buffer, 0, end).toString('latin1') !== expected(value) && !isHalf(value)) differences += 1;
    }
    expect(differences).toBe(0);
  }, 120_000);

  it.each([
    [2 ** -18, '0.00000381469726562'],
    [3 * 2 ** -18, '0.00001144409179688'],
    [-(2 ** -18), '-0.00000381469726562'],
    [0.5 + 2 ** -18, '0.50000381469726562'],
    [1 + 2 ** -18, '1.00000381469726562'],
    [1 - 2 ** -53, '0.99999999999999989'],
    [1 + 2 ** -52, '1.00000000000000022'],
    [-1, '-1.00000000000000000'],
    [-0, '0.00000000000000000'],
    [5e-324, '0.00000000000000000'],
    [-5e-324, '-0.00000000000000000'],
  ])('writes %d as C does: %s', (value, text) => {
    expect(format(value)).toBe(text);
  });
});
