import { inequalityInterval } from './inequality-interval';
import { moments } from './moments';
import { levelOf, Z95 } from './normal';
import { quantile } from './quantile';
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

/** What is known of a measure of inequality, which by chance lies farther from its ideal value than the truth. */
export interface Inequality {
  /** Its value where all groups are alike. */
  ideal: number;
  /**
   * The scale on which it is about a distance: `ratio` the logarithm, `share` (values in 0 .. 1) the inverse hyperbolic tangent of
   * the distance from the ideal value, `square` the root of that distance, `distance` the distance itself, with noise that grows
   * with it, `relative` the distance of values that are ratios already.
   */
  scale: 'ratio' | 'share' | 'square' | 'distance' | 'relative';
  /** Its values in the same resamples of groups that do not differ. */
  chance: Float64Array;
  /**
   * For measures of the largest and the smallest group: groups near those found whose measure is about x (no farther from the
   * ideal value than it), their measure, and its values in the same resamples.
   */
  nearest?(x: number): { value: number; resampled: Float64Array };
  /** Whether the groups may be alike for another reason than the resamples tell: the ideal value is then held. @default false */
  equal?: boolean;
}

export interface ReplicateIntervalOptions {
  /** @default 'normal' */
  kind?: IntervalKind;
  /** Smallest and largest possible value. @default [-Infinity, Infinity] */
  range?: readonly [number, number];
  /** For `normal` intervals of measures that noise moves away from an ideal value (max / min, Gini ...): see `inequalityInterval`. */
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
  if (!Number.isFinite(value)) return { lower: least, upper: most };
  const tail = (1 - levelOf(z)) / 2;
  if (kind === 'normal' && inequality !== undefined) {
    const { near, far } = inequalityBounds(value, resampled, inequality, 2 * tail);
    return { lower: clip(Math.min(near, far)), upper: clip(Math.max(near, far)) };
  }
  const values = resampled.filter(Number.isFinite).sort();
  if (values.length < 2) return { lower: least, upper: most };
  const { mean, deviation } = moments(values);
  if (kind === 'normal') return { lower: clip(value - z * deviation), upper: clip(value + z * deviation) };
  const move = kind === 'recentred' ? value - mean : 0;
  return { lower: clip(quantile(values, tail) + move), upper: clip(quantile(values, 1 - tail) + move) };
}

const distance = {
  distance: (x: number, ideal: number) => Math.abs(x - ideal),
  value: (d: number, ideal: number) => (ideal === 1 ? 1 - d : ideal + d),
};

/** Distance from an ideal value, about normal, and back, and whether its noise grows with it. */
const SCALES = {
  ratio: {
    distance: (x: number, ideal: number) => Math.abs(Math.log(x / ideal)),
    value: (d: number, ideal: number) => ideal * Math.exp(d),
    growing: false,
  },
  // The ideal is 0 or 1, and all other values lie between.
  share: {
    distance: (x: number, ideal: number) => Math.atanh(Math.min(1 - 1e-12, Math.abs(x - ideal))),
    value: (d: number, ideal: number) => Math.abs(ideal - Math.tanh(d)),
    growing: false,
  },
  square: {
    distance: (x: number, ideal: number) => Math.sqrt(Math.max(0, x - ideal)),
    value: (d: number, ideal: number) => ideal + d * d,
    growing: true,
  },
  distance: { ...distance, growing: true },
  relative: { ...distance, growing: false },
};

function inequalityBounds(
  value: number,
  resampled: Float64Array,
  { ideal, scale, chance, nearest, equal = false }: Inequality,
  outside: number,
): { near: number; far: number } {
  const { distance: distanceOf, value: valueAt, growing } = SCALES[scale];
  const toDistance = (x: number): number => distanceOf(x, ideal);
  const toDistances = (values: Float64Array): Float64Array => {
    const distances = new Float64Array(values.length);
    for (let r = 0; r < values.length; r++) distances[r] = distanceOf(values[r] as number, ideal);
    return distances;
  };
  const { lower, upper } = inequalityInterval({
    own: toDistance(value),
    moved: toDistances(resampled),
    chance: toDistances(chance),
    nearest:
      nearest &&
      ((x) => {
        const { value: apart, resampled: around } = nearest(valueAt(x, ideal));
        return { apart: toDistance(apart), resampled: toDistances(around) };
      }),
    growing,
    outside,
  });
  return { near: valueAt(equal ? 0 : lower, ideal), far: valueAt(upper, ideal) };
}
