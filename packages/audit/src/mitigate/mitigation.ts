import { rocCurve } from '../accuracy/roc-curve';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import { groupImages } from '../fairness/group-images';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { type BetaCalibration, betaProbability, fitBetaCalibration } from './beta-calibration';
import { assignClusters, type FeatureRows, kMeans } from './k-means';

/** What a fit found; plain JSON. `by` are the attributes that make the groups. */
export type MitigationParameters =
  | { kind: 'group-thresholds'; by: string[]; targetFmr: number; global: number; thresholds: Record<string, number> }
  | { kind: 'fsn'; targetFmr: number; global: number; centres: number[][]; thresholds: number[] }
  | { kind: 'faircal'; centres: number[][]; calibrations: (BetaCalibration & { n: number })[] }
  | { kind: 'cohort-group'; by: string[]; cohort: Record<string, { mean: number; deviation: number }> }
  | { kind: 'cohort-z' | 'cohort-t'; cohort: Record<string, { mean: number; deviation: number }> };

/**
 * - `group-thresholds`: s' = s - (1/2) sum over both images of (threshold of its group - global threshold);
 * - `fsn`: the same with k-means clusters of the features for groups (Terhörst et al., as in the FairCal code);
 * - `faircal`: c = sum of N_k f_k(s) / sum of N_k over both images' clusters, f_k beta calibrations (arXiv 2106.03761);
 * - `cohort-z` (M1) and `cohort-t` (M2): (s - mean) / deviation of the left, or right, image's impostor scores;
 * - `cohort-group` (M3): the same of the impostor scores within a group, averaged over the two groups of a mixed pair
 *   (M1-M3: Linghu et al., arXiv 2407.14087).
 */
export type FitMitigationOptions =
  | { kind: 'group-thresholds'; by: readonly string[]; targetFmr?: number }
  | { kind: 'fsn'; features: FeatureRows; clusters?: number; targetFmr?: number; seed?: number }
  | { kind: 'faircal'; features: FeatureRows; clusters?: number; seed?: number }
  | { kind: 'cohort-group'; by: readonly string[] }
  | { kind: 'cohort-z' | 'cohort-t' };

/**
 * Fits a correction of scores. Fit on one split and judge on another: on the same pairs it looks better than it is.
 *
 * Features have a row an image of the data. For `cohort-z` and `cohort-t` the pairs must score every image that will be
 * corrected against a cohort of other people.
 *
 * @throws RangeError where a group or cluster lacks the pairs that a fit needs.
 */
export function fitMitigation(data: VerificationData, options: FitMitigationOptions): MitigationParameters {
  const { pairs } = data;
  switch (options.kind) {
    case 'group-thresholds': {
      const { by, targetFmr = 1e-3 } = options;
      const { names, groupOf } = groupImages(data, by);
      const found = thresholdsOf(pairs, groupOf, names.length, targetFmr, true);
      const thresholds = Object.fromEntries(names.map((name, g) => [name, found.thresholds[g] as number]));
      return { kind: 'group-thresholds', by: [...by], targetFmr, global: found.global, thresholds };
    }
    case 'fsn': {
      const { features, clusters = 100, targetFmr = 1e-3, seed = 1 } = options;
      const centres = kMeans(features, clusters, seed);
      const found = thresholdsOf(pairs, assignClusters(features, centres), clusters, targetFmr, false);
      return { kind: 'fsn', targetFmr, centres, ...found };
    }
    case 'faircal': {
      const { features, clusters = 100, seed = 1 } = options;
      const centres = kMeans(features, clusters, seed);
      const clusterOf = assignClusters(features, centres);
      const calibrations = centres.map((_, c) => {
        const own = select(pairs, (a, b) => clusterOf[a] === c || clusterOf[b] === c);
        return { ...(isMixed(own) ? fitBetaCalibration(own) : fitBetaCalibration(pairs)), n: own.length };
      });
      return { kind: 'faircal', centres, calibrations };
    }
    case 'cohort-group': {
      const { names, groupOf } = groupImages(data, options.by);
      const cohort = names.map((name, g) => {
        const own = select(pairs, (a, b) => groupOf[a] === g && groupOf[b] === g);
        return [
          name,
          moments(
            own.score.filter((_, n) => own.genuine[n] === 0),
            name,
          ),
        ] as const;
      });
      return { kind: 'cohort-group', by: [...options.by], cohort: Object.fromEntries(cohort) };
    }
    default: {
      const scores = new Map<number, number[]>();
      for (let n = 0; n < pairs.length; n++) {
        if (pairs.genuine[n] === 1) continue;
        for (const image of [pairs.left[n] as number, pairs.right[n] as number]) {
          const own = scores.get(image) ?? [];
          own.push(pairs.score[n] as number);
          scores.set(image, own);
        }
      }
      const cohort = [...scores]
        .filter(([, own]) => own.length > 1)
        .map(([image, own]) => {
          const name = data.images[image] ?? '';
          return [name, moments(Float64Array.from(own), name)] as const;
        });
      return { kind: options.kind, cohort: Object.fromEntries(cohort) };
    }
  }
}

/** A group's or cluster's threshold; where it cannot be had, the global one. */
function thresholdsOf(pairs: ScoredPairs, classOf: Int32Array, classes: number, targetFmr: number, both: boolean) {
  const global = thresholdAtFmr(rocCurve(pairs), targetFmr);
  const thresholds = Array.from({ length: classes }, (_, c) => {
    const own = select(pairs, (a, b) =>
      both ? classOf[a] === c && classOf[b] === c : classOf[a] === c || classOf[b] === c,
    );
    return isMixed(own) ? thresholdAtFmr(rocCurve(own), targetFmr) : global;
  });
  return { global, thresholds };
}

function select(
  { left, right, score, genuine, length }: ScoredPairs,
  keep: (a: number, b: number) => boolean,
): ScoredPairs {
  const rows: number[] = [];
  for (let n = 0; n < length; n++) if (keep(left[n] as number, right[n] as number)) rows.push(n);
  return {
    length: rows.length,
    left: Int32Array.from(rows, (n) => left[n] as number),
    right: Int32Array.from(rows, (n) => right[n] as number),
    score: Float64Array.from(rows, (n) => score[n] as number),
    genuine: Uint8Array.from(rows, (n) => genuine[n] as number),
  };
}

const isMixed = ({ genuine }: ScoredPairs): boolean => genuine.includes(0) && genuine.includes(1);

function moments(scores: Float64Array, name: string): { mean: number; deviation: number } {
  const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / scores.length);
  if (!(deviation > 0))
    throw new RangeError(`the impostor scores of ${name} do not differ: found ${scores.length} scores`);
  return { mean, deviation };
}

/**
 * The scores of the data's pairs after a correction, in the order of the pairs.
 *
 * @param features a row an image of the data; needed for `fsn` and `faircal`.
 * @throws RangeError where a group or image was not seen in the fit, or features are missing.
 */
export function applyMitigation(
  data: VerificationData,
  parameters: MitigationParameters,
  features?: FeatureRows,
): Float64Array {
  const { pairs, images } = data;
  const each = (score: (n: number, left: number, right: number) => number): Float64Array =>
    Float64Array.from(pairs.score, (_, n) => score(n, pairs.left[n] as number, pairs.right[n] as number));
  const scoreOf = (n: number): number => pairs.score[n] as number;
  const clustersOf = (centres: number[][]): Int32Array => {
    if (features !== undefined && features.count === images.length) return assignClusters(features, centres);
    throw new RangeError(
      `${parameters.kind} needs a feature row for each of the ${images.length} images; found ${features?.count ?? 0}`,
    );
  };
  const known = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new RangeError(`${name} was not seen when the correction was fitted`);
    return value;
  };
  switch (parameters.kind) {
    case 'group-thresholds': {
      const { names, groupOf } = groupImages(data, parameters.by);
      const shifts = names.map((name) => (known(parameters.thresholds[name], `group ${name}`) - parameters.global) / 2);
      return each(
        (n, a, b) => scoreOf(n) - (shifts[groupOf[a] as number] as number) - (shifts[groupOf[b] as number] as number),
      );
    }
    case 'fsn': {
      const clusterOf = clustersOf(parameters.centres);
      const shifts = parameters.thresholds.map((threshold) => (threshold - parameters.global) / 2);
      return each(
        (n, a, b) =>
          scoreOf(n) - (shifts[clusterOf[a] as number] as number) - (shifts[clusterOf[b] as number] as number),
      );
    }
    case 'faircal': {
      const clusterOf = clustersOf(parameters.centres);
      const calibration = (image: number) => known(parameters.calibrations[clusterOf[image] as number], 'cluster');
      return each((n, a, b) => {
        const [f, g] = [calibration(a), calibration(b)];
        const weight = f.n + g.n;
        return weight === 0
          ? scoreOf(n)
          : (f.n * betaProbability(f, scoreOf(n)) + g.n * betaProbability(g, scoreOf(n))) / weight;
      });
    }
    case 'cohort-group': {
      const { names, groupOf } = groupImages(data, parameters.by);
      const cohorts = names.map((name) => known(parameters.cohort[name], `group ${name}`));
      const normalised = (n: number, image: number): number => {
        const { mean, deviation } = known(cohorts[groupOf[image] as number], 'group');
        return (scoreOf(n) - mean) / deviation;
      };
      return each((n, a, b) => (normalised(n, a) + normalised(n, b)) / 2);
    }
    default: {
      const left = parameters.kind === 'cohort-z';
      return each((n, a, b) => {
        const name = images[left ? a : b] ?? '';
        const { mean, deviation } = known(parameters.cohort[name], `image ${name}`);
        return (scoreOf(n) - mean) / deviation;
      });
    }
  }
}
