import type { GroupRates } from './group-rates';
import { standardDeviation } from './standard-deviation';

/**
 * SEDG: standard deviation over groups (ddof 0) of SED_g = |1 - FMR_g / FMR_all| + |1 - FNMR_g / FNMR_all|. Range 0 .., ideal 0; NaN
 * where an overall rate is 0. The published code takes the mean of the groups' EER thresholds as the threshold, and divides
 * the second term by FMR_all, a slip not repeated here.
 *
 * Source: Elobaid et al., FG 2024; code alaaobeid/Bias-Eval-in-FV.
 */
export function standardErrorDifference(rates: GroupRates, overall: { fmr: number; fnmr: number }): number {
  return standardDeviation(errorDeviations(rates, overall), 0);
}

/** SED of each group: how far its rates lie from those of all pairs, in units of the latter. */
export function errorDeviations({ fmr, fnmr }: GroupRates, overall: { fmr: number; fnmr: number }): number[] {
  return Array.from(
    fmr,
    (rate, g) => Math.abs(1 - rate / overall.fmr) + Math.abs(1 - (fnmr[g] as number) / overall.fnmr),
  );
}
