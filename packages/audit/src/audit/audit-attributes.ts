import { groupErrors } from '../fairness/group-error-rates';
import { type Grouping, groupImages } from '../fairness/group-images';
import { groupsOfCell } from '../fairness/pair-cells';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import type { PlacedPairs } from '../uncertainty/auc-background';
import { mergeCells, mergeEntries, type PairClusters } from '../uncertainty/cluster-pairs';
import { entryErrors, sweepOfErrors } from '../uncertainty/entry-errors';
import type { PersonPairs } from '../uncertainty/person-pairs';
import { type Rate, rateAt } from '../uncertainty/rate';
import { auditChallenge, type AuditChallengeOptions } from './audit-challenge';
import type { AuditResult } from './audit-schema';
import { groupRatios } from './verdict';

export interface AuditAttributesOptions extends AuditChallengeOptions {
  threshold: number;
  targetFmr: number;
}

/** The groups of all attributes together. */
export interface CombinedGroups {
  combined: Grouping;
  /** The pairs by them, and for each entry its errors at the threshold (`entryErrors`). */
  clusters: PairClusters;
  errors: Float64Array;
  people: PersonPairs;
}

/**
 * Rates, ratios and the challenge's bias for each protected attribute alone: a combination can hide what one attribute does, and
 * the other way round. Nothing where there is only one attribute.
 *
 * @param data with the pairs in rising order of their scores; `placed`, `people` and `clusters` in the same order.
 * @param placed for the challenge; undefined where no attribute is legitimate, and there is none.
 */
export function auditAttributes(
  data: VerificationData,
  { combined, clusters: fine, errors: fineErrors, people }: CombinedGroups,
  placed: PlacedPairs | undefined,
  { threshold, targetFmr, ...options }: AuditAttributesOptions,
): AuditResult['byAttribute'] {
  if (options.protected.length < 2) return [];
  return options.protected.map((attribute) => {
    const grouping = groupImages(data, [attribute]);
    // Pairs between groups are left out, and so are the rates of all pairs, which are known already.
    const cellOf = withinGroups(fine.cells, combined.groupOf, grouping.groupOf);
    const into = { cellOf, cells: grouping.names.length };
    const { clusters, errors } = fine.scattered
      ? clusterAnew(data.pairs, people, fine, into, threshold)
      : mergeErrors(people.subjects, fine, fineErrors, into);
    const sweep = sweepOfErrors(errors, clusters, threshold);
    const rate = (slot: number, question: number): Rate => rateAt(sweep, clusters, 0, slot, question);
    const groups = grouping.names.map((group, g) => groupErrors(group, rate(2 * g, targetFmr), rate(2 * g + 1, 1)));
    const ratios = [...groupRatios(groups, 'fmr'), ...groupRatios(groups, 'fnmr')];
    if (placed === undefined) return { attribute, groups, ratios, challenge: null };
    const { positive, negative } = auditChallenge(data, placed, { ...options, protected: [attribute] });
    const bias = ({ bias: value, lower, upper, strataUsed, strataSkipped }: typeof positive) => ({
      bias: value,
      lower,
      upper,
      strataUsed,
      strataSkipped,
    });
    return { attribute, groups, ratios, challenge: { positive: bias(positive), negative: bias(negative) } };
  });
}

/** For each cell of the combined groups the attribute's group that both of them belong to, or -1. */
function withinGroups(cells: number, combinedOf: Int32Array, groupOf: Int32Array): Int32Array {
  const group: number[] = [];
  combinedOf.forEach((one, image) => (group[one] = groupOf[image] as number));
  return Int32Array.from({ length: cells }, (_, cell) => {
    const [a = -1, b = -1] = groupsOfCell(cell).map((one) => group[one] as number);
    return a === b ? a : -1;
  });
}

interface MergedCells {
  /** For each fine cell the one that it becomes part of, -1 for none. */
  cellOf: Int32Array;
  cells: number;
}

/** Clusters of the larger cells and the errors of their entries, without looking at any pair. */
function mergeErrors(subjects: number, fine: PairClusters, fineErrors: Float64Array, { cellOf, cells }: MergedCells) {
  const { place, ...clusters } = mergeEntries(fine, subjects, cellOf, cells);
  const errors = new Float64Array(clusters.entryPairs.length);
  for (let entry = 0; entry < place.length; entry++) {
    const to = place[entry] as number;
    if (to >= 0) errors[to] = fineErrors[entry] as number;
  }
  return { clusters, errors };
}

/** The same where entries of the fine cells may be one in the larger ones. */
function clusterAnew(
  pairs: ScoredPairs,
  people: PersonPairs,
  fine: PairClusters,
  { cellOf, cells }: MergedCells,
  threshold: number,
) {
  const clusters = mergeCells(fine, people, cellOf, cells);
  return { clusters, errors: entryErrors(pairs, clusters, threshold) };
}
