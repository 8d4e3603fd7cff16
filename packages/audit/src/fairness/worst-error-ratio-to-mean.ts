import { extremes } from './extremes';
import { geometricMean } from './geometric-mean';
import type { GroupRates } from './group-rates';

/**
 * WERM: (max FMR / geomean(FMR + e))^a (max FNMR / geomean(FNMR + e))^b. Range 0 .., ideal 1 (a little below 1 is reached,
 * because e stands in the mean only; 0 where all FMR or all FNMR are 0).
 *
 * Source: Linghu, de Freitas Pereira, Ecabert, Marcel, Günther, IJCB 2024, arXiv 2407.14087, code `compute_werm_geo`.
 */
export function worstErrorRatioToMean({ fmr, fnmr }: GroupRates, a = 0.5, b = 0.5, epsilon = 1e-5): number {
  return largestToMean(fmr, epsilon) ** a * largestToMean(fnmr, epsilon) ** b;
}

function largestToMean(rates: ArrayLike<number>, epsilon: number): number {
  return extremes(rates).largest / geometricMean(rates, epsilon);
}
