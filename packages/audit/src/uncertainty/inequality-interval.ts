import { resampledBound } from './quantile';
import type { Interval } from './wilson-interval';

/** A measure of inequality on a scale on which it is a distance: 0 where nothing differs, and never below. */
export interface ResampledDistance {
  /** The distance that was found. */
  own: number;
  /** In each resample the distance with the differences as they were found. */
  moved: ArrayLike<number>;
  /** In each resample, in the same order, the distance that chance alone makes where nothing differs. */
  chance: ArrayLike<number>;
  /** Probability outside a two-sided interval. @default 0.05 */
  outside?: number;
}

/**
 * Interval of a distance, which noise makes larger than it is.
 *
 * - Upper bound: the quantile of 97.5 % of the resampled distances, and no less than what chance reaches in 95 % of the cases where
 *   nothing differs, the limit: a test cannot do better than that, however small the distance found is.
 * - Lower bound: a test turned round. It is the smallest distance x that chance makes as large as the one found with a probability
 *   of 5 %, as long as x is below the limit, since such truths are never missed on the other side; above the limit of 2.5 %.
 *   Truths are the differences found, made x / own times as large; in a resample chance makes T of them, T^2 = x^2 + x b + chance^2
 *   as a norm of differences plus noise has it, with b so that T = moved at x = own.
 *
 * For two groups and one normal difference d it holds |d| in 95 % of the cases, up to 97 % about the limit.
 *
 * Sources: Feldman, Cousins, Physical Review D 57, 1998 (intervals at the edge of what is possible, from tests); Cowan, Cranmer,
 * Gross, Vitells, arXiv 1105.3166 (the limit).
 */
export function inequalityInterval({ own, moved, chance, outside = 0.05 }: ResampledDistance): Interval {
  const far = new Float64Array(moved.length);
  const alone = new Float64Array(moved.length);
  const truths = new Float64Array(moved.length);
  let kept = 0;
  for (let r = 0; r < moved.length; r++) {
    const [distance, byChance] = [moved[r] as number, chance[r] as number];
    if (!Number.isFinite(distance) || !Number.isFinite(byChance)) continue;
    far[kept] = distance;
    alone[kept] = byChance;
    truths[kept++] = truthBehind(own, distance, byChance);
  }
  if (kept < 2) return { lower: 0, upper: Infinity };
  for (const column of [far, alone, truths]) column.subarray(0, kept).sort();
  const bound = (column: Float64Array, p: number): number => resampledBound(column.subarray(0, kept), p);
  const limit = bound(alone, 1 - outside);
  const low = bound(truths, outside);
  const lower = low <= limit ? low : Math.max(limit, bound(truths, outside / 2));
  return { lower: Math.min(own, lower), upper: Math.max(own, limit, bound(far, 1 - outside / 2)) };
}

/** The x of which the chance of a resample makes the distance found; 0 where chance alone makes more. */
function truthBehind(own: number, moved: number, chance: number): number {
  if (chance >= own) return 0;
  const half = (moved * moved - own * own - chance * chance) / (2 * own);
  return half + Math.sqrt(half * half + own * own - chance * chance);
}
