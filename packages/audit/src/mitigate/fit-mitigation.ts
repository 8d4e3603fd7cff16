import { groupImages } from '../fairness/group-images';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { fitBetaCalibration } from './beta-calibration';
import { fitGroupCohort, fitImageCohorts } from './fit-cohort';
import { fitThresholds } from './fit-thresholds';
import { clusterImages, type ImageFeatures, selectRows } from './image-features';
import { kMeans } from './k-means';
import type { MitigationParameters } from './mitigation-parameters';
import { selectPairs } from './select-pairs';
import { fitImages, type PeopleSplit, splitPeople } from './split-people';

/**
 * - `group-thresholds`: s' = s - (1/2) sum over both images of (threshold of its group - global threshold). The groups must be
 *   known when a pair is scored.
 * - `fsn`: the same with k-means clusters of the features for groups (fair score normalisation; Terhörst et al., arXiv 2002.03592).
 *   No attribute is needed when a pair is scored.
 * - `faircal`: c = sum of N_k f_k(s) / sum of N_k over both images' clusters, f_k beta calibrations (FairCal; Salvador et al.,
 *   arXiv 2106.03761). Scores must be cosines; no attribute is needed when a pair is scored.
 * - `cohort-z` (M1, Z-norm) and `cohort-t` (M2, T-norm): (s - mean) / deviation of the left, or right, image's impostor scores
 *   against a cohort; with `by` against the part of the cohort that is in the other image's group (M1.1, M2.1).
 * - `cohort-group` (M3): (s - mean) / deviation of the impostor scores within a group, averaged over both images' groups (the
 *   published code takes the group of the gallery image; for pairs within a group that is the same).
 *
 * M1-M3: Linghu et al., IJCB 2024, arXiv 2407.14087.
 */
export type MitigationMethod =
  | { kind: 'group-thresholds'; by: readonly string[]; targetFmr?: number }
  | { kind: 'fsn'; features: ImageFeatures; clusters?: number; targetFmr?: number; seed?: number }
  | { kind: 'faircal'; features: ImageFeatures; clusters?: number; seed?: number }
  | { kind: 'cohort-group'; by: readonly string[] }
  | { kind: 'cohort-z' | 'cohort-t'; by?: readonly string[] };

export type FitMitigationOptions = MitigationMethod & {
  /**
   * Fit only on pairs of these people. Cohort methods for single images also use the pairs between a person to judge and one to
   * fit on, since each image needs scores against the cohort.
   * @default everybody: then judge on other data
   */
  split?: PeopleSplit;
};

/** Clusters and target FMR that a fit takes where none are given. */
export const MITIGATION_DEFAULTS = { clusters: 100, targetFmr: 1e-3, share: 0.5 } as const;

/**
 * Fits a correction of scores. Fit on one part of the people and judge on the other: on the same pairs every correction looks
 * better than it is.
 *
 * @throws RangeError where a group or cluster lacks the pairs that a fit needs, or FairCal is given scores outside [-1, 1].
 */
export function fitMitigation(
  data: VerificationData,
  { split = { share: 1, seed: 1 }, ...method }: FitMitigationOptions,
): MitigationParameters {
  const { fitted, between } = splitPeople(data, split);
  const own = { ...data, pairs: fitted };
  switch (method.kind) {
    case 'group-thresholds': {
      const { by, targetFmr = MITIGATION_DEFAULTS.targetFmr } = method;
      const { names, groupOf } = groupImages(data, by);
      const { global, thresholds, unresolved } = fitThresholds(fitted, groupOf, names.length, targetFmr, 'both');
      return {
        kind: 'group-thresholds',
        by: [...by],
        targetFmr,
        global,
        thresholds: Object.fromEntries(names.map((name, g) => [name, thresholds[g] as number])),
        unresolved: unresolved.map((g) => names[g] as string),
      };
    }
    case 'fsn': {
      const { targetFmr = MITIGATION_DEFAULTS.targetFmr } = method;
      const { centres, clusterOf } = cluster(data, fitted, method);
      return {
        kind: 'fsn',
        targetFmr,
        centres,
        ...fitThresholds(fitted, clusterOf, centres.length, targetFmr, 'either'),
      };
    }
    case 'faircal': {
      if (!fitted.score.every((score) => score >= -1 && score <= 1))
        throw new RangeError('FairCal calibrates cosines; some scores lie outside [-1, 1]');
      const { centres, clusterOf } = cluster(data, fitted, method);
      const whole = fitBetaCalibration(fitted);
      const calibrations = centres.map((_, c) => {
        const pairs = selectPairs(fitted, (a, b) => clusterOf[a] === c || clusterOf[b] === c);
        const mixed = pairs.genuine.includes(0) && pairs.genuine.includes(1);
        return { ...(mixed ? fitBetaCalibration(pairs) : whole), n: pairs.length };
      });
      return { kind: 'faircal', centres, calibrations };
    }
    case 'cohort-group':
      return { kind: 'cohort-group', by: [...method.by], cohort: fitGroupCohort(own, method.by) };
    default: {
      const { kind, by = [] } = method;
      const isCohort = fitImages(data, split);
      const cohort = fitImageCohorts(data, fitted, by, isCohort);
      return { kind, by: [...by], cohort: { ...cohort, ...fitImageCohorts(data, between, by, isCohort) } };
    }
  }
}

/** Clusters of the images in the pairs. */
function cluster(
  { images }: VerificationData,
  { left, right }: ScoredPairs,
  {
    features,
    clusters = MITIGATION_DEFAULTS.clusters,
    seed = 1,
  }: Extract<MitigationMethod, { kind: 'faircal' | 'fsn' }>,
) {
  const rows = selectRows(features, [...left, ...right]);
  const centres = kMeans(rows, clusters, seed);
  return { centres, clusterOf: clusterImages(features, images.length, centres) };
}
