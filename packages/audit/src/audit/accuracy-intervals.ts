import { aucInterval, shareInterval } from '../uncertainty/auc-interval';
import { clusterMeans } from '../uncertainty/cluster-means';
import type { PairClusters } from '../uncertainty/cluster-pairs';
import { slotPeople } from '../uncertainty/cluster-pairs';
import { Z95 } from '../uncertainty/normal';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import type { ExaminedScores } from './examine-scores';

const NO_INTERVAL = { lower: null, upper: null };

/**
 * EER and d' with 95 % intervals from the pull of each person on them, by its genuine and impostor pairs together, as for the AUC.
 * None where all genuine pairs are of one person.
 *
 * @param overall all pairs in one cell, in the order of the influences.
 */
export function accuracyIntervals(
  { eer, dPrime, influence }: Pick<ExaminedScores, 'eer' | 'dPrime' | 'influence'>,
  subjects: number,
  overall: PairClusters,
): Pick<AuditResult['accuracy'], 'eer' | 'dPrime' | 'dPrimeInterval'> {
  if (slotPeople(overall, 1) < 2) return { eer: { ...eer, ...NO_INTERVAL }, dPrime, dPrimeInterval: NO_INTERVAL };
  const ofEer = aucInterval(subjects, overall, clusterMeans(influence.eer, overall));
  const known = { eer: { ...eer, ...shareInterval(eer.value, ofEer.deviation, ofEer.people) }, dPrime };
  if (dPrime === null) return { ...known, dPrimeInterval: NO_INTERVAL };
  const { deviation } = aucInterval(subjects, overall, clusterMeans(influence.dPrime, overall));
  const [lower, upper] = [Math.max(0, dPrime - Z95 * deviation), dPrime + Z95 * deviation];
  return { ...known, dPrimeInterval: { lower: finite(lower), upper: finite(upper) } };
}
