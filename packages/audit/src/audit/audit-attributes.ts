import { RateTable } from '../fairness/group-error-rates';
import { groupImages } from '../fairness/group-images';
import { pairCell } from '../fairness/pair-cells';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import type { PlacedPairs } from '../uncertainty/auc-background';
import { clusterPairs } from '../uncertainty/cluster-pairs';
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
 * @param data with the pairs in rising order of their scores; `placed` in the same order.
 */
export function auditAttributes(
  data: VerificationData,
  placed: PlacedPairs,
  { threshold, targetFmr, ...options }: AuditAttributesOptions,
): AuditResult['byAttribute'] {
  if (options.protected.length < 2) return [];
  return options.protected.map((attribute) => {
    const grouping = groupImages(data, [attribute]);
    const { length } = grouping.names;
    // Pairs between groups are left out, and so are the rates of all pairs, which are known already.
    const cells = withinCells(data.pairs, grouping.groupOf);
    const clusters = clusterPairs(placed.people, cells, (length * (length + 1)) / 2);
    const table = new RateTable(data.pairs, { clusters, overall: clusters }, grouping.names, [threshold]);
    const { groups } = table.at(0, { question: targetFmr });
    const ratios = [...groupRatios(groups, 'fmr'), ...groupRatios(groups, 'fnmr')];
    if (options.legitimate.length === 0) return { attribute, groups, ratios, challenge: null };
    const { positive, negative } = auditChallenge(data, placed, { ...options, protected: [attribute] });
    const bias = ({ bias: value, lower, upper, strataUsed, strataSkipped }: typeof positive) => ({
      ...{ bias: value, lower, upper, strataUsed, strataSkipped },
    });
    return { attribute, groups, ratios, challenge: { positive: bias(positive), negative: bias(negative) } };
  });
}

function withinCells({ left, right, length }: ScoredPairs, groupOf: Int32Array): Int32Array {
  const cells = new Int32Array(length);
  for (let n = 0; n < length; n++) {
    const group = groupOf[left[n] as number] as number;
    cells[n] = group === groupOf[right[n] as number] ? pairCell(group, group) : -1;
  }
  return cells;
}
