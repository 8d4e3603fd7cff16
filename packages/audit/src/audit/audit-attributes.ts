import { RateTable } from '../fairness/group-error-rates';
import { groupClusters } from '../fairness/group-clusters';
import { groupImages } from '../fairness/group-images';
import type { VerificationData } from '../read/verification-data';
import type { PersonPairs } from '../uncertainty/cluster-pairs';
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
 * @param data with the pairs in rising order of their scores; `people` and `placed` in the same order.
 */
export function auditAttributes(
  data: VerificationData,
  people: PersonPairs,
  placed: Float64Array,
  { threshold, targetFmr, ...options }: AuditAttributesOptions,
): AuditResult['byAttribute'] {
  if (options.protected.length < 2) return [];
  return options.protected.map((attribute) => {
    const grouping = groupImages(data, [attribute]);
    const clusters = groupClusters(data.pairs, people, grouping, grouping.names.length);
    const { groups } = new RateTable(data.pairs, clusters, grouping.names, [threshold]).at(0, { question: targetFmr });
    const ratios = [...groupRatios(groups, 'fmr'), ...groupRatios(groups, 'fnmr')];
    if (options.legitimate.length === 0) return { attribute, groups, ratios, challenge: null };
    const { positive, negative } = auditChallenge(data, people, placed, { ...options, protected: [attribute] });
    const bias = ({ bias: value, lower, upper, strataUsed, strataSkipped }: typeof positive) => ({
      ...{ bias: value, lower, upper, strataUsed, strataSkipped },
    });
    return { attribute, groups, ratios, challenge: { positive: bias(positive), negative: bias(negative) } };
  });
}
