/**
 * MAPE: how far the groups' FMR are from the rate that the threshold was set for, in percent: (100 / D) sum_d |FMR_d - x| / x.
 * Range 0 .., ideal 0. Source: the name is from a 2025 review (arXiv 2502.02309); the formula is our reading of it.
 */
export function meanAbsolutePercentageError(fmr: ArrayLike<number>, target: number): number {
  const values = Array.from(fmr);
  return (100 / values.length) * values.reduce((sum, rate) => sum + Math.abs(rate - target) / target, 0);
}
