import { extremes } from './extremes';
import { ratio } from './ratio';

/**
 * Largest over smallest rate: max_d e_d / min_d e_d. Range 1 .. Infinity (some rate is 0, not all), ideal 1. Used by NIST.
 */
export function maxMinRatio(rates: ArrayLike<number>): number {
  const { smallest, largest } = extremes(rates);
  return ratio(largest, smallest);
}
