import { levelOf, Z95 } from './normal';
import type { Interval } from './wilson-interval';

/**
 * How an interval is made from resampled values of a measure.
 * `normal`: value -+ z standard deviations; `percentile`: their quantiles; `recentred`: quantiles of value + (resampled - mean).
 */
export type IntervalKind = 'normal' | 'percentile' | 'recentred';

export interface ReplicateIntervalOptions {
  /** @default 'normal' */
  kind?: IntervalKind;
  /** Smallest and largest possible value. @default [-Infinity, Infinity] */
  range?: readonly [number, number];
  /** Ratios are spread evenly on the log scale. @default false */
  log?: boolean;
  /** @default 1.96 (95 %) */
  z?: number;
}

/** The interval of a measure from its values in the resamples; resampled values that are not finite are passed over. */
export function replicateInterval(
  value: number,
  resampled: Float64Array,
  {
    kind = 'normal',
    range: [least, most] = [-Infinity, Infinity],
    log = false,
    z = Z95,
  }: ReplicateIntervalOptions = {},
): Interval {
  const onLog = log && value > 0;
  const scale = (x: number): number => (onLog ? Math.log(x) : x);
  const back = (x: number): number => Math.min(most, Math.max(least, onLog ? Math.exp(x) : x));
  const values = resampled.map(scale).filter(Number.isFinite).sort();
  const centre = scale(value);
  if (values.length < 2 || !Number.isFinite(centre)) return { lower: least, upper: most };
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  if (kind === 'normal') {
    const spread = z * Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
    return { lower: back(centre - spread), upper: back(centre + spread) };
  }
  const tail = (1 - levelOf(z)) / 2;
  const move = kind === 'recentred' ? centre - mean : 0;
  return { lower: back(quantile(values, tail) + move), upper: back(quantile(values, 1 - tail) + move) };
}

/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low);
}
