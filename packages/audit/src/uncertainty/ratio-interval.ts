import { Z95 } from './normal';
import type { Interval } from './wilson-interval';

/** An error rate with its variance and interval. */
export interface UncertainRate extends Interval {
  rate: number;
  variance: number;
}

/**
 * Interval for the ratio a / b of two rates of different people: exp(log(a / b) -+ z sqrt(Var_a / a^2 + Var_b / b^2)). Where a
 * rate has no variance (no error, or nothing but errors) the bounds of the two intervals are divided instead; with a rate of 0
 * the ratio is bounded on one side only. Range 0 .. Infinity, ideal 1.
 *
 * Source: the delta method on the log scale; the people of a and b must be disjoint.
 */
export function ratioInterval(a: UncertainRate, b: UncertainRate, z = Z95): Interval {
  if (a.variance > 0 && b.variance > 0) {
    const spread = z * Math.sqrt(a.variance / a.rate ** 2 + b.variance / b.rate ** 2);
    const centre = Math.log(a.rate / b.rate);
    return { lower: Math.exp(centre - spread), upper: Math.exp(centre + spread) };
  }
  return {
    lower: a.lower / b.upper,
    upper: b.lower === 0 ? Infinity : a.upper / b.lower,
  };
}
