import type { GroupRates } from './group-rates';
import { giniCoefficient } from './gini-coefficient';

/**
 * Gini aggregation rate for biometric equitability: a G(FMR) + (1 - a) G(FNMR), G the Gini coefficient. Range 0 .. 1, ideal 0.
 *
 * Source: Howard et al., arXiv 2203.05051.
 *
 * @param a weight of the false matches.
 */
export function garbe({ fmr, fnmr }: GroupRates, a = 0.5): number {
  return a * giniCoefficient(fmr) + (1 - a) * giniCoefficient(fnmr);
}
