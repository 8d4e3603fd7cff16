/**
 * MAPE: how far the groups' FMR are from the rate that the threshold was set for, in percent: (100 / D) sum_d |FMR_d - x| / x.
 * Range 0 .., ideal 0. Source: the name is from a 2025 review (arXiv 2502.02309); the formula is our reading of it.
 */
export function meanAbsolutePercentageError(fmr: ArrayLike<number>, target: number): number {
  let sum = 0;
  for (let g = 0; g < fmr.length; g++) sum += Math.abs((fmr[g] as number) - target) / target;
  return (100 / fmr.length) * sum;
}
