import { extremes } from './extremes';
import { geometricMean } from './geometric-mean';
import { ratio } from './ratio';

/**
 * Largest rate over the geometric mean of the rates: max_d e_d / (prod_d e_d)^(1/D). Range 1 .. Infinity (some rate is 0, not
 * all), ideal 1. Source: NIST IR 8429 (July 2022); code of AIML-IfI/score-norm-fairness.
 */
export function maxGeomeanRatio(rates: ArrayLike<number>): number {
  return ratio(extremes(rates).largest, geometricMean(rates));
}
