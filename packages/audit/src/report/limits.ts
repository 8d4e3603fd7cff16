import type { AuditResult } from '../audit/audit-schema';
import { formatCount, formatNumber, formatTarget } from './format';

const RESAMPLING = {
  subjects: 'drawn with replacement within their groups',
  'double-or-nothing': 'each doubled or left out',
};
const INTERVAL = {
  normal:
    'quantiles of the resampled values away from the ideal value, a test of no difference turned round towards it',
  percentile: 'percentiles of the resampled values',
  recentred: 'percentiles of the resampled values, moved to the value',
};

/** How the numbers were made, in sentences that can be copied. */
export function methodSentences({ settings, threshold, data, rates }: AuditResult): string[] {
  const groups =
    settings.protected.length === 0
      ? 'No protected attribute was named.'
      : `Groups are the combinations of ${settings.protected.join(' and ')} that occur, as the attributes table states them for each image.`;
  return [
    `The audit rests on ${formatCount(data.genuine)} genuine and ${formatCount(data.impostor)} impostor pairs of ${formatCount(data.imagesInPairs)} images; ${formatCount(data.people)} people are in the attributes table. A pair is genuine when the table names the same person for both images.`,
    groups,
    threshold.source === 'given'
      ? `One global threshold, ${threshold.value}, was given; a pair is accepted when its score is at least that.`
      : `One global threshold, ${threshold.value}, was set so that at most ${formatTarget(threshold.targetFmr)} of all impostor pairs of this very test are accepted; it was not tuned on other data.`,
    `The overall FMR at this threshold is ${formatNumber(rates.overall.fmr.rate)} and the overall FNMR ${formatNumber(rates.overall.fnmr.rate)}.`,
    'Intervals of rates are 95 % Wilson intervals with a variance that allows for pairs sharing people. They do not allow for the choice of the threshold on the same pairs.',
    `Intervals of summary measures come from ${formatCount(settings.resamples)} resamples of the people (${RESAMPLING[settings.resampling]}; ${INTERVAL[settings.interval]}; seed ${settings.seed}), with the threshold held. In simulated audits with 100 people in a group they hold the truth in 93 to 99 of 100 cases; where several groups share the lowest rate, the lower bounds of max − min, max / min and IR are too high in up to 8 of 100.`,
    'Intervals of AUC, EER and d′ come from the pull of each person on them. Those of distances between groups and of calibration errors come from the first 300 or fewer of the resamples. Distances and the calibration errors ECE and KS are never below 0 and by chance lie above the truth, and Brier scores of the pairs that the calibration was fitted to lie below it, which their intervals allow for.',
    'A verdict is given by whole intervals against a tolerance: within where no ratio of two groups can be above it, exceeds where some ratio is above it whichever value in its interval is true, inconclusive otherwise.',
  ];
}

/** What it takes to make the audit again; nothing where the data were in memory. */
export function provenanceLines({ provenance }: AuditResult): string[] {
  if (provenance === null) return [];
  const { version, command, files } = provenance;
  return [
    `fairface audit ${version}, audit.json of format version 1.`,
    ...(command === null ? [] : [`Command: ${command}`]),
    ...files.map(({ role, path, bytes, sha256 }) => `${role}: ${path}, ${formatCount(bytes)} bytes, SHA-256 ${sha256}`),
  ];
}

/** What the numbers do not say. */
export const LIMIT_SENTENCES: readonly string[] = [
  'The results hold for this set of images and people, this system version and this threshold; another population, camera or threshold can give others.',
  'Group labels come from the attributes table. Whoever assigned them, and how, decides what is compared; errors in labels blur differences.',
  'Images that failed before scoring are only counted where a list of failures was given; a group with more failures can look better than it is.',
  'Differences between groups can have causes other than the attribute itself, such as image quality; the table with attributes held constant shows only those that were recorded.',
  'A group with few people or pairs cannot show that it is treated fairly; absence of evidence is marked, not counted as fairness.',
  'This report is evidence for an assessment. It is no statement that a law or standard is met.',
];

/** Fields of the assessment that only its owner can fill in. */
export const FIELDS_TO_FILL: readonly string[] = [
  'Provider',
  'System and version',
  'Intended purpose (1:1 or 1:N)',
  'Population',
  'Who labelled the groups, and how',
  'Legal basis for the labels',
  'Provenance of the data and known gaps',
  'Who set the threshold',
  'Acceptance criteria, fixed before the test',
  'Mitigations',
  'Residual risk',
  'Monitoring',
  'Date, responsible person, signature',
];
