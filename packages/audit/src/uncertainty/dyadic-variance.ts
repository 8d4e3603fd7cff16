import { withKernels } from '../kernels/with-kernels';
import { Z95 } from './normal';
import { studentQuantile } from './student-quantile';

/** What the variance of a mean over pairs is made of. */
export interface PersonSums {
  /** For each person R_i: the sum of value - mean over its pairs. */
  pull: Float64Array;
  /** For each person its pairs. */
  pairs: Float64Array;
  /** Pairs in all, M. */
  total: number;
  /**
   * Sum over pairs of persons of the squared sum of value - mean, S2, where a pair counts in the pull of two persons; 0 where it
   * counts in one.
   * @default 0
   */
  twice?: number;
  /** Variance that independent pairs would have, which is the least. @default 0 */
  independent?: number;
  /** Excess kurtosis of the pulls that independent pairs would have. @default 0 */
  kurtosis?: number;
}

const FEWEST_DEGREES = 3;

/**
 * Variance of a mean over pairs that share persons, for normal intervals: (sum R_i^2 - S2) / M^2 with two corrections for few
 * people.
 *
 * - R_i is divided by 1 - m_i / M and the sum multiplied by (K - 1) / K: the jackknife that leaves out one person at a time, which
 *   does not fall short when few people pull the mean that their own distance is measured from.
 * - The result is multiplied by (t / z)^2, t the quantile of Student's distribution whose degrees of freedom match the spread of
 *   R_i^2 (Satterthwaite): f = 2 / (g / K + 2 / (K - 1)) with g the excess kurtosis of the R_i. A few people who cause most of the
 *   errors make the variance itself uncertain.
 *
 * Sources: Fogliato, Patil, Perona, arXiv 2306.01198 (the sum); MacKinnon, Nielsen, Webb, Cluster-robust inference: a guide to
 * empirical practice, Journal of Econometrics 232, 2023 (jackknife); Satterthwaite, Biometrics Bulletin 2, 1946; Korn and
 * Graubard, Survey Methodology 24, 1998 (t in the effective sample size).
 */
export function dyadicVariance(sums: PersonSums): number {
  return varianceOf(sums, sumPulls(sums));
}

/** `dyadicVariance` of the error rate p: at least that of independent impostor pairs, whose kurtosis is known. */
export function rateVariance(p: number, sums: PersonSums, genuine: boolean): number {
  const spread = p * (1 - p);
  if (spread === 0) return 0;
  const { pairs, total } = sums;
  const pulls = sumPulls(sums);
  const known = {
    independent: genuine ? 0 : spread / total,
    kurtosis: Math.max(0, ((1 - 6 * spread) / spread) * (pulls.inverse / pairs.length)),
  };
  return varianceOf({ ...sums, ...known }, pulls);
}

/** Sums over persons of the squares and fourth powers of the jackknife's pulls, and of 1 / pairs. */
interface PullSums {
  squares: number;
  fourths: number;
  inverse: number;
}

function sumPulls({ pull, pairs, total }: PersonSums): PullSums {
  return withKernels((kernels) => {
    const pulls = kernels.place(pull);
    const sums = kernels.room(24);
    kernels.run.sumPulls(pulls, kernels.place(pairs), pull.length, total, sums);
    const [squares = 0, fourths = 0, inverse = 0] = kernels.doubles(sums, 3);
    return { squares, fourths, inverse };
  });
}

function varianceOf(
  { pull, total, twice = 0, independent = 0, kurtosis = 0 }: PersonSums,
  { squares, fourths }: PullSums,
): number {
  const people = pull.length;
  if (people < 2) return Math.max(independent, ((pull[0] ?? 0) / Math.max(1, total)) ** 2);
  if (squares === 0) return independent;
  const variance = Math.max(((squares * (people - 1)) / people - twice) / total ** 2, independent);
  const excess = Math.max(0, (fourths * people) / (squares * squares) - 3 - kurtosis);
  const freedom = Math.max(FEWEST_DEGREES, 2 / (excess / people + 2 / (people - 1)));
  return variance * (studentQuantile(0.975, freedom) / Z95) ** 2;
}
