import fc from 'fast-check';
import { BLOCK_ROWS, BlockBuilder, Cosines, featureMemory, type ValueKind } from './feature-blocks';

function build(kind: ValueKind, rows: number[][]): Cosines {
  const memory = featureMemory();
  const dimension = rows[0]?.length ?? 1;
  const builder = new BlockBuilder(memory, kind, dimension);
  for (const row of rows) {
    const line = Buffer.from(row.map((value) => ` ${value}`).join(''));
    if (kind === 'single') builder.addVector(Float32Array.from(row));
    else expect(builder.addLine(line, 0, line.length)).toBe(line.length);
  }
  return new Cosines({ memory, kind, dimension, blocks: builder.blocks });
}

/** In plain words; `hypot` and a single sum. */
function plainly(a: number[], b: number[]): number {
  const product = a.reduce((sum, value, n) => sum + value * (b[n] ?? NaN), 0);
  return product / (Math.hypot(...a) * Math.hypot(...b));
}

/** Multiples of 10^-6 below 16: every kind holds them, `single` but for its own rounding. */
const value = fc.integer({ min: -16_000_000, max: 16_000_000 }).map((millionths) => millionths / 1e6);
const vectors = fc
  .integer({ min: 1, max: 40 })
  .chain((dimension) =>
    fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), { minLength: 2, maxLength: 4 }),
  )
  .filter((rows) => rows.every((row) => row.some((one) => one !== 0)));

describe('Cosines', () => {
  it.each(['millionths', 'single', 'double'] as const)(
    'are those of the plain definition, for every length (%s)',
    (kind) => {
      fc.assert(
        fc.property(vectors, (rows) => {
          const exact = kind === 'single' ? rows.map((row) => [...Float32Array.from(row)]) : rows;
          const cosines = build(kind, rows);
          for (const [i, a] of exact.entries()) {
            for (const [j, b] of exact.entries()) {
              const found = cosines.cosine(i, j);
              if (i === j) expect(found).toBe(1);
              expect(Math.abs(found - plainly(a, b))).toBeLessThan(1e-14);
              expect(Math.abs(found)).toBeLessThanOrEqual(1);
            }
          }
        }),
      );
    },
  );

  it('finds rows in every block', () => {
    const rows = Array.from({ length: 2 * BLOCK_ROWS + 3 }, (_, n) => [n + 1, 1, 0]);
    const cosines = build(
      'millionths',
      rows.map((row) => row.map((one) => one / 1000)),
    );
    for (const [n, row] of rows.entries()) expect(cosines.cosine(n, 7)).toBeCloseTo(plainly(row, rows[7] ?? []), 13);
  });

  it('knows rows without a direction', () => {
    const cosines = build('double', [
      [0, 0],
      [1e-200, 0],
      [1e200, 1],
      [1, 1],
    ]);
    expect([0, 1, 2, 3].map((row) => cosines.isUsable(row))).toEqual([false, false, false, true]);
    expect([0, 1, 2].map((row) => cosines.cosine(row, 3))).toEqual([NaN, NaN, NaN]);
  });

  it('sees rows that another builder adds to the same memory', () => {
    const memory = featureMemory();
    const builders = [1, 2].map(() => new BlockBuilder(memory, 'single', 2));
    for (let n = 0; n < 3000; n++) builders[n % 2]?.addVector(Float32Array.of(1 + (n % 2), n));
    const blocks = builders.flatMap((builder) => builder.blocks);
    expect(new Set(blocks).size).toBe(4);
    const cosines = new Cosines({ memory, kind: 'single', dimension: 2, blocks });
    expect(cosines.cosine(0, 2 * BLOCK_ROWS)).toBeCloseTo(plainly([1, 0], [2, 1]), 13);
    expect(cosines.cosine(1499, 2 * BLOCK_ROWS + 1499)).toBeCloseTo(plainly([1, 2998], [2, 2999]), 13);
  });
});
