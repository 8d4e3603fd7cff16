import { sortPairs } from '../accuracy/sort-pairs';
import type { ChallengeBiasOptions } from '../fairness/challenge-bias';
import { groupStrata } from '../fairness/challenge-auc';
import { type GroupErrorRates, RateTable } from '../fairness/group-error-rates';
import { type GroupedImages, type Grouping, groupImages } from '../fairness/group-images';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { aucBackground, type PlacedPairs } from '../uncertainty/auc-background';
import { aucInterval, shareInterval } from '../uncertainty/auc-interval';
import { clusterMeans } from '../uncertainty/cluster-means';
import type { Resampling } from '../uncertainty/draw-multiplicities';
import { type DrawnPeople, drawPeople, type DrawPeopleOptions } from '../uncertainty/draw-people';
import { entryErrors } from '../uncertainty/entry-errors';
import type { IntervalKind } from '../uncertainty/replicate-interval';
import { accuracyIntervals } from './accuracy-intervals';
import type { AuditResult } from './audit-schema';
import { describeData } from './describe-data';
import { auditAttributes } from './audit-attributes';
import { type DetailInput, detailGroups, type GroupDetails } from './detail-groups';
import { type ExaminedScores, examineScores } from './examine-scores';
import { judgeRates } from './judge-rates';
import { type PeopleInput, type PreparedPeople, preparePeople } from './prepare-people';
import { ownThresholds } from './own-thresholds';
import { resampleMeasures } from './resample-measures';
import type { Tolerance } from './verdict';

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
  /** Images for which detection or extraction failed: those in no pair count as failed images of their groups. */
  failures?: readonly string[];
  /** What is audited, for the report. @default { name: 'unnamed system' } */
  system?: { name: string; pairs?: string; attributes?: string };
  /** How to make the audit again: version, command and hashes of files. @default null */
  provenance?: AuditResult['provenance'];
}

/**
 * The whole audit of a verification system's scores: accuracy, error rates of groups with intervals, summary measures, the
 * challenge's table, distributions, calibration and a verdict. Deterministic for a seed.
 *
 * @throws InputError for unknown attributes or too many groups; RangeError for scores of one kind.
 */
export function auditVerification(unsorted: VerificationData, options: AuditOptions): AuditResult {
  const data = { ...unsorted, pairs: sortPairs(unsorted.pairs) };
  const grouping = groupAudit(data, options);
  const scores = examineScores(data, grouping, options);
  const drawn = drawPeople(data, [data.pairs], drawOptions(grouping, options));
  const people = preparePeople(peopleInput(data.pairs, grouping, drawn, options));
  const details = detailGroups(detailInput(data, grouping, scores, options), people);
  return { ...assembleAudit(data, grouping, scores, people, options), ...details };
}

/** Groups the images, and says at once where there are too many groups of any kind. */
export function groupAudit(data: GroupedImages, { protected: by, legitimate = [] }: AuditOptions): Grouping {
  groupStrata(data, legitimate);
  return groupImages(data, by);
}

/** What `drawPeople` takes from the options of an audit. */
export function drawOptions(
  { groupOf, names }: Grouping,
  { resamples = 1000, seed = 1, resampling = 'subjects' }: AuditOptions,
): DrawPeopleOptions {
  return { groupOf, groups: names.length, resamples, seed, resampling };
}

/** What `preparePeople` takes from an audit. */
export function peopleInput(
  pairs: ScoredPairs,
  { groupOf, names }: Grouping,
  drawn: DrawnPeople,
  { resamples = 1000 }: AuditOptions,
): PeopleInput {
  return { pairs, drawn, groupOf, groups: names.length, resamples };
}

/** What `detailGroups` takes from an audit. */
export function detailInput(
  data: VerificationData,
  grouping: Grouping,
  scores: ExaminedScores,
  { legitimate = [], resamples = 1000, interval = 'normal', ...options }: AuditOptions,
): DetailInput {
  const { groups, placed, distributions, calibration, calibrationErrors } = scores;
  return {
    data,
    grouping,
    scores: { groups, placed, distributions, calibration, calibrationErrors },
    options: {
      ...options.challenge,
      ...{ protected: options.protected, legitimate, resamples, interval },
    },
  };
}

/** Puts the two sides of an audit together, scores and persons, of sorted pairs; the details come beside it. */
export function assembleAudit(
  data: VerificationData,
  grouping: Grouping,
  scores: ExaminedScores,
  people: PreparedPeople,
  options: AuditOptions,
): Omit<AuditResult, keyof GroupDetails> {
  const { targetFmr = 1e-3, legitimate = [], resamples = 1000, seed = 1 } = options;
  const { resampling = 'subjects', interval = 'normal', tolerance = {}, system } = options;
  const { pairs } = data;
  const { threshold, tars, placed } = scores;
  const reported = [threshold, ...tars.map((tar) => tar.threshold)];
  const table = new RateTable(pairs, people, grouping.names, reported);
  const ratesAt = (value: number, question = targetFmr): GroupErrorRates =>
    table.at(reported.indexOf(value), { question });
  const main = ratesAt(threshold);
  const means = clusterMeans(placed, people.overall);
  const auc = aucInterval(data.subjects.length, people.overall, means);
  const placedPairs = (): PlacedPairs => {
    const background = aucBackground(placed, means, people.overall, data.subjects.length);
    return { people: people.people, placed, background };
  };
  const errors = entryErrors(pairs, people.clusters, threshold);
  const overall = { fmr: main.overall.fmr.rate ?? 0, fnmr: main.overall.fnmr.rate ?? 0 };
  return {
    format: 'fairface-audit',
    version: 1,
    system: {
      name: system?.name ?? 'unnamed system',
      pairs: system?.pairs ?? null,
      attributes: system?.attributes ?? null,
    },
    provenance: options.provenance ?? null,
    settings: {
      protected: [...options.protected],
      legitimate: [...legitimate],
      targetFmr,
      resamples,
      seed,
      resampling,
      interval,
      level: 0.95,
    },
    ...judgeRates(main, tolerance),
    data: describeData(data, grouping, main, options.failures),
    accuracy: {
      auc: { value: scores.auc, ...shareInterval(scores.auc, auc.deviation, auc.people) },
      ...accuracyIntervals(scores, data.subjects.length, people.overall),
      ...scores.accuracy,
      tarAtFar: tars.map((tar) => ({ ...tar, fnmr: ratesAt(tar.threshold, tar.far).overall.fnmr })),
    },
    threshold: {
      value: threshold,
      source: options.threshold === undefined ? 'target-fmr' : 'given',
      targetFmr,
      accept: 'score >= threshold',
    },
    rates: { overall: main.overall, groups: main.groups, pairs: main.pairs },
    groupThresholds:
      options.groupThresholds === true ? ownThresholds(pairs, scores, people, grouping.names, targetFmr) : null,
    measures: resampleMeasures(pairs, people, main.groups, {
      ...{ errors, threshold, targetFmr, overall, resamples, interval },
    }),
    fmrCalibration: tars.map(({ far, threshold: at }) => {
      const rates = ratesAt(at, far);
      const groups = rates.groups.map(({ group, fmr }) => ({ group, fmr }));
      return { target: far, threshold: at, overall: rates.overall.fmr, groups };
    }),
    byAttribute: auditAttributes(
      data,
      { combined: grouping, clusters: people.clusters, errors, people: people.people },
      legitimate.length === 0 ? undefined : placedPairs(),
      {
        ...{ protected: options.protected, legitimate, multiplicities: people.multiplicities, resamples, interval },
        ...{ ...options.challenge, threshold, targetFmr },
      },
    ),
    ...scores.parts,
  };
}
