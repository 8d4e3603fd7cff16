import { extremes } from './extremes';

/**
 * Largest minus smallest rate: max_d e_d - min_d e_d. Range 0 .. 1, ideal 0. In common use.
 *
 * @throws RangeError for no rates.
 */
export function maxMinDifference(rates: ArrayLike<number>): number {
  if (rates.length === 0) throw new RangeError('a difference needs at least one rate');
  const { smallest, largest } = extremes(rates);
  return largest - smallest;
}
