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
  const { fmr, fnmr } = rates;
  const deviations = Array.from(
    fmr,
    (rate, g) => Math.abs(1 - rate / overall.fmr) + Math.abs(1 - (fnmr[g] as number) / overall.fnmr),
  );
  return standardDeviation(deviations, 0);
}

/** Rates of groups, and of all pairs. */
interface RatesAgainstAll extends GroupRates {
  overall: { fmr: number; fnmr: number };
}

/**
 * What a resample does to the SED of each group if its rates are those of `centre`: with d the deviation of a rate there, and the
 * resample moving the deviation found by e, the sum of |d + e| - |d|. Far from the rate of all pairs that is -+ e, at it |e|.
 */
export function movesOfDeviations(sample: RatesAgainstAll, found: RatesAgainstAll, centre: RatesAgainstAll): number[] {
  return Array.from(
    found.fmr,
    (_, g) => moveOf(sample, found, centre, 'fmr', g) + moveOf(sample, found, centre, 'fnmr', g),
  );
}

function moveOf(
  sample: RatesAgainstAll,
  found: RatesAgainstAll,
  centre: RatesAgainstAll,
  error: 'fmr' | 'fnmr',
  g: number,
): number {
  const deviation = (rates: RatesAgainstAll): number => 1 - (rates[error][g] as number) / rates.overall[error];
  const at = deviation(centre);
  return Math.abs(at + deviation(sample) - deviation(found)) - Math.abs(at);
}
