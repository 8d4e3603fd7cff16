import { countOnes } from '../accuracy/count-ones';
import { rocCurve } from '../accuracy/roc-curve';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import type { GroupClusters } from '../fairness/group-clusters';
import { RateTable } from '../fairness/group-error-rates';
import type { ScoredPairs } from '../read/verification-data';
import type { AuditResult } from './audit-schema';
import type { ExaminedScores } from './examine-scores';

/**
 * The rates of each group at a threshold of its own for the target FMR; groups without genuine or impostor pairs have none.
 *
 * @param pairs in rising order of their scores.
 */
export function ownThresholds(
  pairs: ScoredPairs,
  { groups }: ExaminedScores,
  clusters: GroupClusters,
  names: readonly string[],
  targetFmr: number,
): AuditResult['groupThresholds'] {
  const own = names.flatMap((group, g) => {
    const genuine = pairs.genuine.filter((_, n) => groups[n] === g);
    const positives = countOnes(genuine);
    if (positives === 0 || positives === genuine.length) return [];
    const score = pairs.score.filter((_, n) => groups[n] === g);
    return [{ group, g, threshold: thresholdAtFmr(rocCurve({ score, genuine }), targetFmr) }];
  });
  const thresholds = own.map(({ threshold }) => threshold);
  const table = new RateTable(pairs, clusters, names, thresholds);
  return own.flatMap(({ group, g, threshold }, at) => {
    const rates = table.at(at, { question: targetFmr }).groups[g];
    return rates === undefined ? [] : [{ group, threshold, fmr: rates.fmr, fnmr: rates.fnmr }];
  });
}
