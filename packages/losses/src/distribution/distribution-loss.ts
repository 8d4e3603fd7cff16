import { checkConstraints } from './check-constraints';
import type { Constraints } from './constraints';
import { groupBlocks, type GroupsScores, type OrderedGroups } from './distribution-blocks';
import { type HistogramOptions, resolveHistogram } from './histogram-options';
import { type LossTerms, sumTerms } from './terms';

/**
 * Holds the groups' similarity distributions to `constraints`. Terms are weighted and named by kind, side and group:
 * `kl/negative/a~b`, `entropy/positive/a`, `order/a`, `genuine/a`. A group whose set is empty in this batch adds 0.
 *
 * @param groups - in the order that `anchor: 'first'` goes by
 * @throws Error for constraints that do not fit the groups.
 */
export function distributionLoss(
  groups: GroupsScores,
  constraints: Constraints,
  histogram: HistogramOptions = {},
): LossTerms {
  const ordered: OrderedGroups = groups instanceof Map ? groups : new Map(Object.entries(groups));
  checkConstraints(constraints, [...ordered.keys()]);
  return sumTerms(groupBlocks(ordered, constraints, resolveHistogram(histogram)));
}
