import { type GroupClusters, groupClusters } from '../fairness/group-clusters';
import { pairCell } from '../fairness/pair-cells';
import type { ScoredPairs } from '../read/verification-data';
import type { DrawnPeople } from '../uncertainty/draw-people';
import { expectedTotals } from '../uncertainty/expected-totals';
import { type PersonPairs, personPairs } from '../uncertainty/person-pairs';
import { weightedTotals } from '../uncertainty/weighted-totals';

/** What `preparePeople` needs: columns and numbers only, so that it can go to a worker thread. */
export interface PeopleInput {
  pairs: ScoredPairs;
  drawn: DrawnPeople;
  /** For each image its group, and the number of groups. */
  groupOf: Int32Array;
  groups: number;
  resamples: number;
}

/** The part of an audit that looks at who is in the pairs and not at their scores. */
export interface PreparedPeople extends GroupClusters {
  people: PersonPairs;
  /** How often each person comes up in each resample. */
  multiplicities: Uint8Array;
  /** For each group the weighted number of its impostor and of its genuine pairs in each resample: place 2 g + kind. */
  totals: Float64Array[];
  /** The same of all pairs, to first order (`expectedTotals`). */
  overallTotals: Float64Array[];
}

/** Counts pairs by group and person, and the pairs of each group in every resample. */
export function preparePeople({ pairs, drawn, groupOf, groups, resamples }: PeopleInput): PreparedPeople {
  const { subjectOf, subjects, multiplicities } = drawn;
  const people = personPairs(pairs, subjectOf, subjects);
  const { clusters, overall } = groupClusters(pairs, people, { groupOf }, groups);
  const totals = Array.from({ length: 2 * groups }, (_, place) => {
    const slot = 2 * pairCell(place >> 1, place >> 1) + (place & 1);
    return weightedTotals(clusters, slot, clusters.entryPairs, multiplicities, resamples);
  });
  const overallTotals = [0, 1].map((slot) => expectedTotals(overall, slot, multiplicities, resamples));
  return { people, clusters, overall, multiplicities, totals, overallTotals };
}
