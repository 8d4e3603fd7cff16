import { levelOf, Z95 } from './normal';

/** An interval of plausible values. */
export interface Interval {
  lower: number;
  upper: number;
}

export interface WilsonOptions {
  /** Errors. */
  k: number;
  /** Pairs. */
  n: number;
  /**
   * Variance of the rate k / n, dependence included; see `dyadicVariance`. 0 says that it is not known.
   * @default the binomial variance
   */
  variance?: number;
  /** Persons behind the pairs: the effective number of pairs is never taken below half of them. */
  people: number;
  /**
   * Normal quantile of the two-sided level.
   * @default 1.96 (95 %)
   */
  z?: number;
}

/**
 * Wilson's interval for an error rate of dependent pairs: the number of pairs is replaced by the effective number
 * N* = max(p (1 - p) / variance, people / 2). With no errors the lower bound is 0 and N* = people / 2; with one error the lower
 * bound is -ln(level) / n, exact for a Poisson count.
 *
 * Source: Fogliato, Patil, Perona, Confidence intervals for error rates in 1:1 matching tasks, arXiv 2306.01198.
 */
export function wilsonInterval({ k, n, variance, people, z = Z95 }: WilsonOptions): Interval {
  if (n === 0) return { lower: 0, upper: 1 };
  const p = k / n;
  const spread = p * (1 - p);
  const least = Math.min(n, people / 2);
  const own = variance ?? spread / n;
  const effective = own === 0 ? least : Math.max(spread / own, least);
  const z2 = z * z;
  const centre = p + z2 / (2 * effective);
  const half = z * Math.sqrt(spread / effective + z2 / (4 * effective * effective));
  const scale = 1 + z2 / effective;
  const lower = k === 0 ? 0 : k === 1 ? Math.min(p, -Math.log(levelOf(z)) / n) : Math.max(0, (centre - half) / scale);
  return { lower, upper: k === n ? 1 : Math.min(1, (centre + half) / scale) };
}
