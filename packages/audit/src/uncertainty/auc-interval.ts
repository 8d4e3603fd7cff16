import type { ClusterMeans } from './cluster-means';
import type { PairClusters } from './cluster-pairs';
import { dyadicVariance } from './dyadic-variance';
import { Z95 } from './normal';
import { type Interval, wilsonInterval } from './wilson-interval';

/**
 * The 95 % interval of the AUC with pairs that share persons: each person's pull on the AUC is that of its genuine and of its
 * impostor pairs together (first order), and single impostor pairs, counted in the pull of both persons, are taken off once.
 *
 * @param clusters all pairs in one cell.
 * @param means `clusterMeans` of their placements, or of the differences of two systems' placements.
 */
export function aucInterval(
  subjects: number,
  clusters: PairClusters,
  { mean, single, influence }: ClusterMeans,
): Interval & { auc: number; deviation: number; people: number } {
  const { rowStart, rowSubject, rowPairs, slotPairs } = clusters;
  const pull = new Float64Array(subjects);
  const share = new Float64Array(subjects);
  for (let row = 0; row < influence.length; row++) {
    const person = rowSubject[row] as number;
    const slot = row < (rowStart[1] as number) ? 0 : 1;
    pull[person] = (pull[person] as number) + (influence[row] as number);
    share[person] = Math.max(share[person] as number, (rowPairs[row] as number) / (slotPairs[slot] as number));
  }
  const inPairs = (_: number, person: number): boolean => (share[person] as number) > 0;
  const sums = { pull: pull.filter(inPairs), pairs: share.filter(inPairs), total: 1, twice: single[0] ?? 0 };
  const deviation = Math.sqrt(Math.max(0, dyadicVariance(sums)));
  const auc = mean[1] as number;
  return { auc, deviation, people: sums.pull.length, lower: auc - Z95 * deviation, upper: auc + Z95 * deviation };
}

/**
 * The 95 % interval of a share on the logit scale, where it is about normal also near 0 and 1. At 0 and 1 themselves, where no
 * spread can be seen, the interval of Wilson for half as many observations as people, as for a rate without errors.
 *
 * @param people persons behind the share.
 */
export function shareInterval(value: number, deviation: number, people: number): Interval {
  const spread = value * (1 - value);
  if (spread <= 0) {
    const { upper } = wilsonInterval({ k: 0, n: people / 2, people });
    return value === 0 ? { lower: 0, upper } : { lower: 1 - upper, upper: 1 };
  }
  const centre = Math.log(value / (1 - value));
  const half = (Z95 * deviation) / spread;
  const share = (logit: number): number => 1 / (1 + Math.exp(-logit));
  return { lower: share(centre - half), upper: share(centre + half) };
}
