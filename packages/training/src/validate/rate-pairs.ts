import {
  areaUnderCurve,
  giniCoefficient,
  groupErrorRates,
  groupImages,
  maxMinDifference,
  rocCurve,
  type ScoredPairs,
  thresholdAtFmr,
  type VerificationData,
} from '@fairface/audit';

/** One group at the common threshold. */
export interface GroupRating {
  /** Area under the ROC curve of the group's own pairs; `null` without pairs of both kinds. */
  auc: number | null;
  /** Share of its impostor pairs accepted; `null` without any. */
  fmr: number | null;
  /** Share of its genuine pairs refused; `null` without any. */
  fnmr: number | null;
  genuine: number;
  impostor: number;
}

/** How well, and how evenly over groups, pairs are told apart. */
export interface PairRating {
  /** Area under the ROC curve of all pairs. Range 0 .. 1. */
  auc: number;
  /** True accept rate at the target FMR. */
  tar: number;
  /** The similarity at which the FMR over all pairs is at most the target. */
  threshold: number;
  /** By group; empty where no attributes are named. */
  groups: Record<string, GroupRating>;
  /** Largest minus smallest over the groups (ideal 0), and the Gini coefficient of the groups' FMR; `null` with fewer than two. */
  gaps: { auc: number | null; fmr: number | null; fnmr: number | null; fpd: number | null };
}

export interface RatePairsOptions {
  /** Attributes whose combinations are the groups. @default [] */
  by?: readonly string[];
  /** FMR over all impostor pairs that sets the threshold. @default 1e-2 */
  targetFmr?: number;
}

/**
 * Rates scored pairs: accuracy over all, and what is left of it in each group at one common threshold.
 *
 * @throws InputError `unknown-attribute` or `too-many-groups`; RangeError for pairs of one kind only.
 */
export function ratePairs(data: VerificationData, { by = [], targetFmr = 1e-2 }: RatePairsOptions = {}): PairRating {
  const roc = rocCurve(data.pairs);
  const threshold = thresholdAtFmr(roc, targetFmr);
  const [rates] = groupErrorRates(data, { by, thresholds: [threshold] });
  const aucs = by.length === 0 ? [] : groupCurves(data, by);
  const groups = Object.fromEntries(
    by.length === 0
      ? []
      : (rates?.groups ?? []).map(({ group, fmr, fnmr }, g): [string, GroupRating] => [
          group,
          { auc: aucs[g] ?? null, fmr: fmr.rate, fnmr: fnmr.rate, genuine: fnmr.n, impostor: fmr.n },
        ]),
  );
  const ratings = Object.values(groups);
  const present = (values: (number | null)[]): number[] => values.filter((value) => value !== null);
  const gap = (values: (number | null)[], measure = maxMinDifference): number | null =>
    present(values).length < 2 ? null : measure(present(values));
  return {
    auc: areaUnderCurve(roc),
    tar: 1 - (rates?.overall.fnmr.rate ?? 1),
    threshold,
    groups,
    gaps: {
      auc: gap(ratings.map(({ auc }) => auc)),
      fmr: gap(ratings.map(({ fmr }) => fmr)),
      fnmr: gap(ratings.map(({ fnmr }) => fnmr)),
      fpd: gap(
        ratings.map(({ fmr }) => fmr),
        giniCoefficient,
      ),
    },
  };
}

function groupCurves(data: VerificationData, by: readonly string[]): (number | null)[] {
  const { names, groupOf } = groupImages(data, by);
  const { left, right, score, genuine, length } = data.pairs;
  const members = names.map((): number[] => []);
  for (let n = 0; n < length; n++) {
    const group = groupOf[left[n] as number] as number;
    if (group === groupOf[right[n] as number]) members[group]?.push(n);
  }
  return members.map((pairs) => {
    const own = {
      score: Float64Array.from(pairs, (n) => score[n] as number),
      genuine: Uint8Array.from(pairs, (n) => genuine[n] as number),
    };
    const positives = own.genuine.reduce((sum, one) => sum + one, 0);
    return positives === 0 || positives === pairs.length ? null : areaUnderCurve(rocCurve(own));
  });
}

/** The cosine of each pair of rows; 0 where a row has no length. */
export function pairCosines(
  vectors: Float32Array,
  dimension: number,
  { left, right }: Pick<ScoredPairs, 'left' | 'right'>,
): Float64Array {
  const lengths = new Float64Array(vectors.length / dimension);
  for (let row = 0; row < lengths.length; row++) lengths[row] = Math.sqrt(dot(vectors, dimension, row, row));
  return Float64Array.from(left, (a, n) => {
    const b = right[n] as number;
    const scale = (lengths[a] as number) * (lengths[b] as number);
    return scale > 0 ? dot(vectors, dimension, a, b) / scale : 0;
  });
}

function dot(vectors: Float32Array, dimension: number, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < dimension; d++) {
    sum += (vectors[a * dimension + d] as number) * (vectors[b * dimension + d] as number);
  }
  return sum;
}
