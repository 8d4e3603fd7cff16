import { withKernels } from '../kernels/with-kernels';
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
  /**
   * For distances that depend on which values are the extremes: truths near what was found that are about x apart, how far apart
   * they are, and the distances that the resamples make of them, in the same order.
   */
  nearest?(x: number): { apart: number; resampled: ArrayLike<number> };
  /** Whether noise grows with the distance, so that smaller truths have less of it; not used with `nearest`. @default false */
  growing?: boolean;
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
 * Noise that grows with the distance, as that of differences of rates does, is smaller about x than about what was found, above all
 * in its long upper tail. It is then mirrored, -b in place of b, which is what percentile intervals do (Efron, Tibshirani, An
 * Introduction to the Bootstrap, 1993, section 13.3). On scales where noise is steady that would count any lean of it twice.
 *
 * Noise moves a range the more, the more values share its ends, and a few differences of what was found made smaller share them
 * less than the truths do that could lie behind. With `nearest` the test is made at such truths (the bootstrap at the
 * constrained estimate): T is anchored there in place of at x = own, T^2 = x^2 + x b + chance^2 with T = resampled at x = apart.
 * Its lower tail is then 5 % less the probability with which an upper bound misses x, from the same resamples, so that both
 * sides together miss 5 %.
 *
 * For two groups and one normal difference d it holds |d| in 95 % of the cases, up to 97 % about the limit.
 *
 * Sources: Feldman, Cousins, Physical Review D 57, 1998 (intervals at the edge of what is possible, from tests); Cowan, Cranmer,
 * Gross, Vitells, arXiv 1105.3166 (the limit); Silvapulle, Sen, Constrained Statistical Inference, 2005 (tests at the constrained
 * estimate).
 */
export function inequalityInterval({
  own,
  moved,
  chance,
  nearest,
  growing,
  outside = 0.05,
}: ResampledDistance): Interval {
  const mirrored = growing === true && nearest === undefined;
  const { kept, limit, high, low, lowest } = withKernels((kernels) => {
    const [far, alone] = [kernels.place(new Float64Array(moved)), kernels.place(new Float64Array(chance))];
    const truths = kernels.room(8 * moved.length);
    const kept = kernels.run.truthsBehind(own, far, alone, moved.length, mirrored, truths);
    const bound = (column: number, p: number): number => resampledBound(kernels.doubles(column, kept), p);
    for (const column of [far, alone, truths]) kernels.doubles(column, kept).sort();
    return {
      kept,
      limit: bound(alone, 1 - outside),
      high: bound(far, 1 - outside / 2),
      low: bound(truths, outside),
      lowest: bound(truths, outside / 2),
    };
  });
  if (kept < 2) return { lower: 0, upper: Infinity };
  const upper = Math.max(own, limit, high);
  if (nearest !== undefined && low > 0) {
    const lower = anchoredBound({ own, chance, nearest, outside, limit, low, reach: Math.max(0, high - own) });
    return { lower: Math.min(own, lower), upper };
  }
  const lower = low <= limit ? low : Math.max(limit, lowest);
  return { lower: Math.min(own, lower), upper };
}

type Anchored = Required<Pick<ResampledDistance, 'own' | 'chance' | 'nearest' | 'outside'>> & {
  /** Truths below it are missed on one side only. */
  limit: number;
  /** Where the anchor is laid. */
  low: number;
  /** How far the upper bound lies above the distance found. */
  reach: number;
};

/** The smallest x that the test does not rule out, anchored at truths next to what was found. */
function anchoredBound({ own, chance, nearest, outside, limit, low, reach }: Anchored): number {
  const { apart, resampled } = nearest(Math.min(low, own));
  if (!(apart > 0)) return low;
  return withKernels((kernels) => {
    const [moved, byChance] = [kernels.place(new Float64Array(resampled)), kernels.place(new Float64Array(chance))];
    return kernels.run.anchoredBound(own, apart, moved, byChance, chance.length, outside, limit, reach);
  });
}
