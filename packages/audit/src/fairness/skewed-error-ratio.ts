import { extremes } from './extremes';
import { ratio } from './ratio';

/**
 * Skewed error ratio of the groups' accuracies in percent: SER = (100 - min acc) / (100 - max acc). Range 1 .. Infinity, ideal 1.
 * Used with RFW; source: Wang, Deng, arXiv 1911.10692 and its line of work.
 */
export function skewedErrorRatio(accuracies: ArrayLike<number>): number {
  const { smallest, largest } = extremes(accuracies);
  return ratio(100 - smallest, 100 - largest);
}
