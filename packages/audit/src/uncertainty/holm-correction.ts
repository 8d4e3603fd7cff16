/**
 * p-values corrected for being one of several tests: Holm's step-down method, which bounds the chance of any false finding.
 *
 * Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979.
 */
export function holmCorrection(values: readonly number[]): number[] {
  const order = values.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p);
  const corrected = new Array<number>(values.length).fill(1);
  let least = 0;
  order.forEach(({ p, place }, n) => {
    least = Math.max(least, Math.min(1, p * (values.length - n)));
    corrected[place] = least;
  });
  return corrected;
}
