import type { ScoredPairs } from '../read/verification-data';
import { clusterPairs, mergeCells, type PairClusters } from '../uncertainty/cluster-pairs';
import type { PersonPairs } from '../uncertainty/person-pairs';
import type { Grouping } from './group-images';
import { pairCells } from './pair-cells';

/** Pairs counted by who is in them. */
export interface GroupClusters {
  /** By pair of groups: the cells of `pairCell`. */
  clusters: PairClusters;
  /** All pairs in one cell. */
  overall: PairClusters;
}

/** Counts pairs by pair of groups and persons, and by persons alone. */
export function groupClusters(
  pairs: ScoredPairs,
  people: PersonPairs,
  { groupOf }: Pick<Grouping, 'groupOf'>,
  groups: number,
): GroupClusters {
  const clusters = clusterPairs(people, pairCells(pairs, { groupOf }), (groups * (groups + 1)) / 2);
  return {
    clusters,
    overall: groups === 1 ? clusters : mergeCells(clusters, people, new Int32Array(clusters.cells), 1),
  };
}
