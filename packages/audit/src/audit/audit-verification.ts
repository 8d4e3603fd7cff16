import { areaUnderCurve } from '../accuracy/area-under-curve';
import { countOnes } from '../accuracy/count-ones';
import { dPrime } from '../accuracy/d-prime';
import { equalErrorRate } from '../accuracy/equal-error-rate';
import { kFoldAccuracy } from '../accuracy/k-fold-accuracy';
import { placements } from '../accuracy/placements';
import { rocCurve } from '../accuracy/roc-curve';
import { sortPairs } from '../accuracy/sort-pairs';
import { tarAtFar } from '../accuracy/tar-at-far';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import type { ChallengeBiasOptions } from '../fairness/challenge-bias';
import { type GroupErrorRates, RateTable } from '../fairness/group-error-rates';
import { type Grouping, groupImages } from '../fairness/group-images';
import { groupsOfPairs } from '../fairness/groups-of-pairs';
import type { VerificationData } from '../read/verification-data';
import { aucInterval } from '../uncertainty/auc-interval';
import { type PersonPairs, personPairs } from '../uncertainty/cluster-pairs';
import { drawMultiplicities, type Resampling } from '../uncertainty/draw-multiplicities';
import type { IntervalKind } from '../uncertainty/replicate-interval';
import { auditChallenge } from './audit-challenge';
import type { AuditResult } from './audit-schema';
import { calibrateScores } from './calibrate-scores';
import { describeData } from './describe-data';
import { describeDistributions } from './describe-distributions';
import { finite } from './finite';
import { resampleMeasures } from './resample-measures';
import { thresholdGrid } from './threshold-grid';
import { groupRatios, judgeError, type Tolerance, type Verdict, verdictText } from './verdict';
import { sweepCounts } from './sweep-counts';
import { worstPairs } from './worst-pairs';

const FAR_TARGETS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
const FOLDS = 10;
const GRID_POINTS = 70;

export interface AuditOptions {
  /** Attributes whose combinations are the groups to compare. */
  protected: readonly string[];
  /**
   * Attributes that may explain differences, held constant in the challenge's table.
   * @default []
   */
  legitimate?: readonly string[];
  /**
   * FMR over all impostor pairs that sets the global threshold.
   * @default 1e-3
   */
  targetFmr?: number;
  /** A threshold in use; then `targetFmr` only says what to compare the FMR with. */
  threshold?: number;
  /**
   * Also judge each group at a threshold of its own for the target FMR. Such rates look fairer than a deployed system with one
   * threshold is.
   * @default false
   */
  groupThresholds?: boolean;
  /**
   * Largest ratio between two groups' rates that counts as fair; to be fixed before the test.
   * @default { fmrRatio: 1.5, fnmrRatio: 1.5 }
   */
  tolerance?: Tolerance;
  /** Resamples of the people. @default 1000 */
  resamples?: number;
  /** @default 1 */
  seed?: number;
  /** @default 'subjects' */
  resampling?: Resampling;
  /** Intervals of the measures that have no closed form. @default 'normal' */
  interval?: IntervalKind;
  /** Parameters of the challenge's bias numbers. @default count weights, max-min gap */
  challenge?: ChallengeBiasOptions;
  /** Images (as in the table) for which detection or extraction failed. */
  failures?: readonly string[];
  /** What is audited, for the report. @default { name: 'unnamed system' } */
  system?: { name: string; pairs?: string; attributes?: string };
}

/**
 * The whole audit of a verification system's scores: accuracy, error rates of groups with intervals, summary measures, the
 * challenge's table, distributions, calibration and a verdict. Deterministic for a seed.
 *
 * @throws InputError for unknown attributes or too many groups; RangeError for scores of one kind.
 */
export function auditVerification(unsorted: VerificationData, options: AuditOptions): AuditResult {
  const { targetFmr = 1e-3, legitimate = [], resamples = 1000, seed = 1 } = options;
  const { resampling = 'subjects', interval = 'normal', tolerance = {}, system } = options;
  const pairs = sortPairs(unsorted.pairs);
  const data = { ...unsorted, pairs };
  const people = personPairs(pairs, data.subjectOf, data.subjects.length);
  const grouping = groupImages(data, options.protected);
  const roc = rocCurve(pairs);
  const threshold = options.threshold ?? thresholdAtFmr(roc, targetFmr);
  const tars = tarAtFar(roc, FAR_TARGETS);
  const reported = [threshold, ...tars.map((tar) => tar.threshold)];
  const table = new RateTable(pairs, people, grouping, reported);
  const ratesAt = (value: number, question = targetFmr): GroupErrorRates =>
    table.at(reported.indexOf(value), { question });
  const groups = groupsOfPairs(pairs, grouping);
  const main = ratesAt(threshold);
  const strata = strataOf(data, grouping);
  const draws = { ...strata, resamples, seed, resampling };
  const multiplicities = drawMultiplicities(draws);
  const placed = placements(pairs);
  const auc = aucInterval(data.subjects.length, table.overall, placed);
  const rateOverall = { fmr: main.overall.fmr.rate ?? 0, fnmr: main.overall.fnmr.rate ?? 0 };
  const eer = equalErrorRate(roc);
  const measureOptions = { threshold, targetFmr, overall: rateOverall, multiplicities, resamples, interval };
  return {
    format: 'fairface-audit',
    version: 1,
    system: {
      name: system?.name ?? 'unnamed system',
      pairs: system?.pairs ?? null,
      attributes: system?.attributes ?? null,
    },
    settings: {
      protected: [...options.protected],
      legitimate: [...legitimate],
      ...{ targetFmr, resamples, seed, resampling, interval, level: 0.95 },
    },
    ...judge(main, tolerance),
    data: describeData(data, grouping, main, options.failures),
    accuracy: {
      auc: { value: areaUnderCurve(roc), lower: Math.max(0, auc.lower), upper: Math.min(1, auc.upper) },
      eer: { value: eer.value, threshold: eer.above.threshold },
      dPrime: finite(dPrime(pairs)),
      smallestFar: 1 / roc.impostor,
      tarAtFar: tars.map((tar) => ({ ...tar, fnmr: ratesAt(tar.threshold, tar.far).overall.fnmr })),
      kFold: foldAccuracy(data),
    },
    threshold: {
      value: threshold,
      source: options.threshold === undefined ? 'target-fmr' : 'given',
      targetFmr,
      accept: 'score >= threshold',
    },
    rates: { overall: main.overall, groups: main.groups, pairs: main.pairs },
    groupThresholds: options.groupThresholds === true ? ownThresholds(data, people, grouping, groups, targetFmr) : null,
    measures: resampleMeasures(data, table.clusters, main.groups, measureOptions),
    fmrCalibration: tars.map(({ far, threshold: at }) => {
      const rates = ratesAt(at, far);
      const groups = rates.groups.map(({ group, fmr }) => ({ group, fmr }));
      return { target: far, threshold: at, overall: rates.overall.fmr, groups };
    }),
    distributions: describeDistributions(pairs, grouping.names, groups),
    scoreCalibration: calibrateScores(pairs, grouping.names, groups),
    challenge:
      legitimate.length === 0
        ? null
        : auditChallenge(data, people, placed, {
            ...{ protected: options.protected, legitimate, multiplicities, resamples, interval },
            ...options.challenge,
          }),
    sweep: sweepCounts(pairs, grouping.names, groups, thresholdGrid(roc, GRID_POINTS, reported)),
    worst: worstPairs(data, grouping),
  };
}

function judge(main: GroupErrorRates, tolerance: Tolerance): Pick<AuditResult, 'verdict' | 'ratios'> {
  const limits = { fmr: tolerance.fmrRatio ?? 1.5, fnmr: tolerance.fnmrRatio ?? 1.5 };
  const given = tolerance.fmrRatio !== undefined || tolerance.fnmrRatio !== undefined;
  const ratios = [...groupRatios(main.groups, 'fmr'), ...groupRatios(main.groups, 'fnmr')];
  const errors = (['fmr', 'fnmr'] as const).map((error) => judgeError(ratios, error, main.groups, limits[error]));
  const found = errors.map(({ verdict }) => verdict);
  const verdict: Verdict = found.includes('exceeds')
    ? 'exceeds'
    : found.includes('inconclusive')
      ? 'inconclusive'
      : 'within';
  const text = verdictText(errors, verdict, limits);
  return {
    verdict: { verdict, text, tolerance: { fmrRatio: limits.fmr, fnmrRatio: limits.fnmr, given }, errors },
    ratios,
  };
}

/** People are drawn within the group of their first image. */
function strataOf({ subjects, subjectOf }: VerificationData, { names, groupOf }: Grouping) {
  const stratumOf = new Int32Array(subjects.length).fill(-1);
  subjectOf.forEach((person, image) => {
    if (person >= 0 && stratumOf[person] === -1) stratumOf[person] = groupOf[image] as number;
  });
  return { stratumOf, strata: names.length };
}

/** LFW's protocol with ten folds; the pairs of a person (of the first image) stand in one fold. */
function foldAccuracy({ pairs, subjectOf }: VerificationData): AuditResult['accuracy']['kFold'] {
  const foldOf = new Uint8Array(pairs.length);
  const sizes = new Int32Array(FOLDS);
  for (let n = 0; n < pairs.length; n++) {
    const fold = (subjectOf[pairs.left[n] as number] as number) % FOLDS;
    foldOf[n] = fold;
    sizes[fold] = (sizes[fold] as number) + 1;
  }
  if (sizes.includes(0)) return null;
  const { mean, std, folds } = kFoldAccuracy(pairs, foldOf, FOLDS);
  return { k: FOLDS, mean, std, thresholds: folds.map(({ threshold }) => threshold) };
}

function ownThresholds(
  { pairs }: VerificationData,
  people: PersonPairs,
  grouping: Grouping,
  groups: Int16Array,
  targetFmr: number,
): AuditResult['groupThresholds'] {
  const own = grouping.names.flatMap((group, g) => {
    const genuine = pairs.genuine.filter((_, n) => groups[n] === g);
    const positives = countOnes(genuine);
    if (positives === 0 || positives === genuine.length) return [];
    const score = pairs.score.filter((_, n) => groups[n] === g);
    return [{ group, g, threshold: thresholdAtFmr(rocCurve({ score, genuine }), targetFmr) }];
  });
  const table = new RateTable(
    pairs,
    people,
    grouping,
    own.map(({ threshold }) => threshold),
  );
  return own.flatMap(({ group, g, threshold }, at) => {
    const rates = table.at(at, { question: targetFmr }).groups[g];
    return rates === undefined ? [] : [{ group, threshold, fmr: rates.fmr, fnmr: rates.fnmr }];
  });
}
