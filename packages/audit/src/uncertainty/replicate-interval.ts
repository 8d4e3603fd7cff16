import { moments } from './moments';
import { levelOf, Z95 } from './normal';
import type { Interval } from './wilson-interval';

/**
 * How an interval is made from resampled values of a measure.
 *
 * - `normal`: value -+ z standard deviations. For a measure of inequality, which by chance lies farther from its ideal value than
 *   the truth: see `inequality` of the options.
 * - `percentile`: quantiles of the resampled values.
 * - `recentred`: quantiles of value + (resampled - mean).
 */
export type IntervalKind = 'normal' | 'percentile' | 'recentred';

/** What is known of a measure of inequality. */
export interface Inequality {
  /** Its value where all groups are alike. */
  ideal: number;
  /**
   * The scale on which its distance from the ideal value is about normal: `ratio` the logarithm, `share` (values in 0 .. 1) the
   * inverse hyperbolic tangent of the distance, `distance` the distance itself.
   */
  scale: 'ratio' | 'share' | 'distance';
  /** Whether a test at the level of the interval finds no difference between the groups. @default false */
  equal?: boolean;
}

export interface ReplicateIntervalOptions {
  /** @default 'normal' */
  kind?: IntervalKind;
  /** Smallest and largest possible value. @default [-Infinity, Infinity] */
  range?: readonly [number, number];
  /**
   * For `normal` intervals of measures that noise moves away from an ideal value (max / min, Gini ...). On the scale given, the
   * bound towards the ideal is value - bias - z standard deviations, the bias being that of the resampled values against the
   * original one, or the ideal itself where the groups may be equal: there the bootstrap fails, the truth lying at the edge
   * of what is possible (D. Andrews, Econometrica 68, 2000). The other bound is the quantile of the resampled values, which are
   * biased in the same direction and so do not fall short.
   */
  inequality?: Inequality;
  /** @default 1.96 (95 %) */
  z?: number;
}

/** The interval of a measure from its values in the resamples; resampled values that are not finite are passed over. */
export function replicateInterval(
  value: number,
  resampled: Float64Array,
  { kind = 'normal', range = [-Infinity, Infinity], inequality, z = Z95 }: ReplicateIntervalOptions = {},
): Interval {
  const [least, most] = range;
  const clip = (x: number): number => Math.min(most, Math.max(least, x));
  const values = resampled.filter(Number.isFinite).sort();
  if (values.length < 2 || !Number.isFinite(value)) return { lower: least, upper: most };
  const { mean, deviation } = moments(values);
  const tail = (1 - levelOf(z)) / 2;
  if (kind !== 'normal') {
    const move = kind === 'recentred' ? value - mean : 0;
    return { lower: clip(quantile(values, tail) + move), upper: clip(quantile(values, 1 - tail) + move) };
  }
  if (inequality === undefined) return { lower: clip(value - z * deviation), upper: clip(value + z * deviation) };
  const { near, far } = inequalityBounds(value, values, inequality, z, tail);
  return near <= far ? { lower: clip(near), upper: clip(far) } : { lower: clip(far), upper: clip(near) };
}

/** Distance from an ideal value, about normal, and back. */
const SCALES = {
  ratio: {
    distance: (x: number, ideal: number) => Math.log(x / ideal),
    value: (d: number, ideal: number) => ideal * Math.exp(d),
  },
  // The ideal is 0 or 1, and all other values lie between.
  share: {
    distance: (x: number, ideal: number) => Math.atanh(Math.min(1 - 1e-12, Math.abs(x - ideal))),
    value: (d: number, ideal: number) => Math.abs(ideal - Math.tanh(d)),
  },
  distance: {
    distance: (x: number, ideal: number) => x - ideal,
    value: (d: number, ideal: number) => ideal + d,
  },
};

function inequalityBounds(
  value: number,
  resampled: Float64Array,
  { ideal, scale, equal = false }: Inequality,
  z: number,
  tail: number,
): { near: number; far: number } {
  const { distance, value: valueAt } = SCALES[scale];
  const distances = resampled
    .map((x) => distance(x, ideal))
    .filter(Number.isFinite)
    .sort();
  const own = distance(value, ideal);
  const { mean, deviation } = moments(distances);
  const near = equal ? 0 : Math.max(0, own - (mean - own) - z * deviation);
  const far = Math.max(own, quantile(distances, 1 - tail));
  return { near: valueAt(Math.min(near, own), ideal), far: valueAt(far, ideal) };
}

/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low);
}
