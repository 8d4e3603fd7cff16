import { ratio } from './ratio';

/**
 * Largest over smallest rate: max_d e_d / min_d e_d. Range 1 .. Infinity (some rate is 0, not all), ideal 1. Used by NIST.
 */
export function maxMinRatio(rates: ArrayLike<number>): number {
  const values = Array.from(rates);
  return ratio(Math.max(...values), Math.min(...values));
}
