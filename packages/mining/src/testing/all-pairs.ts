import type { ScoredPair } from '../scan/top-pairs';
import { UNIT_SQUARE } from '../store/vector-store';
import { cosine } from './random-vectors';

/** Every pair of rows that is asked for, with its cosine in float64: what mining must agree with. */
export function allPairs(
  vectors: readonly ArrayLike<number>[],
  keep: (left: number, right: number) => boolean,
): { left: number; right: number; cosine: number }[] {
  return vectors.flatMap((a, left) =>
    vectors.flatMap((b, right) => (left < right && keep(left, right) ? [{ left, right, cosine: cosine(a, b) }] : [])),
  );
}

/** Most that a cosine of vectors of 16-bit numbers is off. */
export const tolerance = (dimension: number): number => (2 * Math.sqrt(dimension)) / 65534 + 1e-6;

/** Holds pairs to expected cosines, in order. */
export function expectCosines(found: readonly ScoredPair[], expected: readonly number[], dimension: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach(({ score }, n) => {
    expect(Math.abs(score / UNIT_SQUARE - (expected[n] ?? NaN))).toBeLessThan(tolerance(dimension));
  });
}
