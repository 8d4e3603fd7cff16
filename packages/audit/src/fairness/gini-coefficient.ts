/**
 * Gini coefficient of the groups' rates with the small-sample factor: D / (D - 1) sum_i sum_j |x_i - x_j| / (2 D^2 mean x).
 * Of FMR it is called FPD, of FNMR FND (ISO/IEC 19795-10:2024, after a secondary source). Range 0 .. 1 (one group has all the
 * errors), ideal 0; 0 where all rates are 0 or there is one group.
 *
 * Source: Howard, Laird, Rubin, Sirotin, Tipton, Vemury, arXiv 2203.05051.
 */
export function giniCoefficient(rates: ArrayLike<number>): number {
  const groups = rates.length;
  let sum = 0;
  let differences = 0;
  for (let i = 0; i < groups; i++) {
    sum += rates[i] as number;
    for (let j = 0; j < i; j++) differences += Math.abs((rates[i] as number) - (rates[j] as number));
  }
  return groups < 2 || sum === 0 ? 0 : differences / ((groups - 1) * sum);
}
