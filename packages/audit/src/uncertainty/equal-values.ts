import { quantile } from './quantile';

/**
 * Whether values of several groups may all be the same: the weighted sum of squares about their weighted mean is not larger than
 * 95 % of those of the resampled values about the original ones (a Wald test with the bootstrap's distribution).
 *
 * @param values one a group, finite.
 * @param resampled for each group its values in the resamples.
 */
export function equalValues(values: readonly number[], resampled: readonly Float64Array[], level = 0.95): boolean {
  const weights = resampled.map((own, g) => {
    const squares = own.reduce((sum, x) => sum + (x - (values[g] as number)) ** 2, 0);
    return squares === 0 ? 0 : own.length / squares;
  });
  const total = weights.reduce((sum, w) => sum + w, 0);
  if (total === 0) return values.every((value) => value === values[0]);
  const spread = (of: (g: number) => number): number => {
    const mean = weights.reduce((sum, w, g) => sum + w * of(g), 0) / total;
    return weights.reduce((sum, w, g) => sum + w * (of(g) - mean) ** 2, 0);
  };
  const resamples = resampled[0]?.length ?? 0;
  const byChance = Float64Array.from({ length: resamples }, (_, r) =>
    spread((g) => (resampled[g]?.[r] as number) - (values[g] as number)),
  ).sort();
  return spread((g) => values[g] as number) <= quantile(byChance, level);
}
