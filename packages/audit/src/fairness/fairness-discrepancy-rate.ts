import type { GroupRates } from './group-rates';
import { maxMinDifference } from './max-min-difference';

/**
 * Fairness discrepancy rate: FDR = 1 - (a A + (1 - a) B), A = max_ij |FMR_i - FMR_j|, B = max_ij |FNMR_i - FNMR_j|. Range 0 .. 1,
 * ideal 1. With a = 0.5 it hardly sees false matches, since FMR is small beside FNMR.
 *
 * Source: de Freitas Pereira, Marcel, Fairness in biometrics, IEEE TBIOM 2022, arXiv 2011.02395.
 *
 * @param a weight of the false matches.
 */
export function fairnessDiscrepancyRate({ fmr, fnmr }: GroupRates, a = 0.5): number {
  return 1 - (a * maxMinDifference(fmr) + (1 - a) * maxMinDifference(fnmr));
}
