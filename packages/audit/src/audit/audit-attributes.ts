import { RateTable } from '../fairness/group-error-rates';
import { type Grouping, groupImages } from '../fairness/group-images';
import { groupsOfCell, pairCell } from '../fairness/pair-cells';
import type { VerificationData } from '../read/verification-data';
import type { PlacedPairs } from '../uncertainty/auc-background';
import { mergeCells, type PairClusters, type PersonPairs } from '../uncertainty/cluster-pairs';
import { auditChallenge, type AuditChallengeOptions } from './audit-challenge';
import type { AuditResult } from './audit-schema';
import { groupRatios } from './verdict';

export interface AuditAttributesOptions extends AuditChallengeOptions {
  threshold: number;
  targetFmr: number;
}

/**
 * Rates, ratios and the challenge's bias for each protected attribute alone: a combination can hide what one attribute does, and
 * the other way round. Nothing where there is only one attribute.
 *
 * @param data with the pairs in rising order of their scores; `placed`, `people` and `clusters` in the same order.
 * @param combined the groups of all attributes together, and `clusters` the pairs by them.
 * @param placed for the challenge; undefined where no attribute is legitimate, and there is none.
 */
export function auditAttributes(
  data: VerificationData,
  { combined, clusters: fine, people }: { combined: Grouping; clusters: PairClusters; people: PersonPairs },
  placed: PlacedPairs | undefined,
  { threshold, targetFmr, ...options }: AuditAttributesOptions,
): AuditResult['byAttribute'] {
  if (options.protected.length < 2) return [];
  return options.protected.map((attribute) => {
    const grouping = groupImages(data, [attribute]);
    const { length } = grouping.names;
    // Pairs between groups are left out, and so are the rates of all pairs, which are known already.
    const cells = withinCells(fine.cells, combined.groupOf, grouping.groupOf);
    const clusters = mergeCells(fine, people, cells, (length * (length + 1)) / 2);
    const table = new RateTable(data.pairs, { clusters, overall: clusters }, grouping.names, [threshold]);
    const { groups } = table.at(0, { question: targetFmr });
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

/** For each cell of the combined groups the cell of the attribute's group that both of them belong to, or -1. */
function withinCells(cells: number, combinedOf: Int32Array, groupOf: Int32Array): Int32Array {
  const group: number[] = [];
  combinedOf.forEach((one, image) => (group[one] = groupOf[image] as number));
  return Int32Array.from({ length: cells }, (_, cell) => {
    const [a = -1, b = -1] = groupsOfCell(cell).map((one) => group[one] as number);
    return a === b ? pairCell(a, a) : -1;
  });
}
