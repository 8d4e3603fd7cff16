import { clusterMeans } from './cluster-means';
import type { PairClusters } from './cluster-pairs';
import { Z95 } from './normal';
import type { Interval } from './wilson-interval';

/**
 * The 95 % interval of the AUC with pairs that share persons: each person's pull on the AUC is that of its genuine and of its
 * impostor pairs together (first order), and single impostor pairs, counted in the pull of both persons, are taken off once.
 *
 * @param clusters all pairs in one cell.
 * @param placed their placements, or the differences of two systems' placements.
 */
export function aucInterval(
  subjects: number,
  clusters: PairClusters,
  placed: Float64Array,
): Interval & { auc: number } {
  const { mean, variance, influence } = clusterMeans(placed, clusters);
  const { rowStart, rowSubject } = clusters;
  const pull = new Float64Array(subjects);
  let ofImpostors = 0;
  for (let row = 0; row < influence.length; row++) {
    const person = rowSubject[row] as number;
    pull[person] = (pull[person] as number) + (influence[row] as number);
    if (row < (rowStart[1] as number)) ofImpostors += (influence[row] as number) ** 2;
  }
  const total = pull.reduce((sum, one) => sum + one * one, 0) - (ofImpostors - (variance[0] as number));
  const spread = Z95 * Math.sqrt(Math.max(0, total));
  const auc = mean[1] as number;
  return { auc, lower: auc - spread, upper: auc + spread };
}
