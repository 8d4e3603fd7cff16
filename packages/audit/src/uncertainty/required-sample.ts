import { normalQuantile } from './normal';

export interface RequiredSampleOptions {
  /** Error rate of the better group. */
  rate: number;
  /** Ratio of the worse group's rate to it that should be seen. */
  ratio: number;
  /** Chance to see it. @default 0.8 */
  power?: number;
  /** Two-sided level of the test. @default 0.95 */
  level?: number;
  /** Comparisons that share the level (Bonferroni), for instance the number of pairs of groups. @default 1 */
  comparisons?: number;
  /**
   * What a person adds in independent pairs: effective pairs N* of a known rate (`rate (1 - rate) / variance`) divided by its
   * people. Without it only pairs are told.
   */
  effectivePairsPerPerson?: number;
}

export interface RequiredSample {
  /** Independent pairs needed in each of the two groups. */
  pairs: number;
  /** Persons needed in each group; `null` where `effectivePairsPerPerson` is not given. */
  people: number | null;
}

/**
 * How many pairs and people each of two groups needs so that a ratio of their error rates is found with the wanted power: the
 * usual sample size for two proportions, n = (z_a + z_b)^2 (p (1 - p) + q (1 - q)) / (p - q)^2.
 *
 * @throws RangeError for rates outside (0, 1) or a ratio of 1.
 */
export function requiredSample(options: RequiredSampleOptions): RequiredSample {
  const { rate, ratio, power = 0.8, level = 0.95, comparisons = 1, effectivePairsPerPerson } = options;
  const other = rate * ratio;
  if (!(rate > 0 && rate < 1 && other > 0 && other < 1) || ratio === 1) {
    throw new RangeError(`rates must lie in (0, 1) and differ; found ${rate} and ${other}`);
  }
  const z = normalQuantile(1 - (1 - level) / (2 * comparisons)) + normalQuantile(power);
  const pairs = Math.ceil((z * z * (rate * (1 - rate) + other * (1 - other))) / (rate - other) ** 2);
  return { pairs, people: effectivePairsPerPerson === undefined ? null : Math.ceil(pairs / effectivePairsPerPerson) };
}
