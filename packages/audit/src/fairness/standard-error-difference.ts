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
  const deviations: number[] = [];
  for (let g = 0; g < fmr.length; g++)
    deviations.push(Math.abs(1 - (fmr[g] as number) / overall.fmr) + Math.abs(1 - (fnmr[g] as number) / overall.fnmr));
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
  const moves: number[] = [];
  for (let g = 0; g < found.fmr.length; g++)
    moves.push(
      moveOf(deviationOf(sample, 'fmr', g), deviationOf(found, 'fmr', g), deviationOf(centre, 'fmr', g)) +
        moveOf(deviationOf(sample, 'fnmr', g), deviationOf(found, 'fnmr', g), deviationOf(centre, 'fnmr', g)),
    );
  return moves;
}

function moveOf(sample: number, found: number, centre: number): number {
  return Math.abs(centre + sample - found) - Math.abs(centre);
}

function deviationOf(rates: RatesAgainstAll, error: 'fmr' | 'fnmr', g: number): number {
  return 1 - (rates[error][g] as number) / rates.overall[error];
}
