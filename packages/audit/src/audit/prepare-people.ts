import { type GroupClusters, groupClusters } from '../fairness/group-clusters';
import { pairCell } from '../fairness/pair-cells';
import type { ScoredPairs } from '../read/verification-data';
import { type PersonPairs, personPairs } from '../uncertainty/person-pairs';
import { drawMultiplicities, type Resampling } from '../uncertainty/draw-multiplicities';
import { weightedTotals } from '../uncertainty/weighted-totals';

/** What `preparePeople` needs: columns and numbers only, so that it can go to a worker thread. */
export interface PeopleInput {
  pairs: ScoredPairs;
  subjectOf: Int32Array;
  subjects: number;
  /** For each image its group, and the number of groups. */
  groupOf: Int32Array;
  groups: number;
  resamples: number;
  seed: number;
  resampling: Resampling;
}

/** The part of an audit that looks at who is in the pairs and not at their scores. */
export interface PreparedPeople extends GroupClusters {
  people: PersonPairs;
  /** How often each person comes up in each resample. */
  multiplicities: Uint8Array;
  /** For each group the weighted number of its impostor and of its genuine pairs in each resample: place 2 g + kind. */
  totals: Float64Array[];
}

/** Counts pairs by group and person, and draws the resamples. People are drawn within the group of their first image. */
export function preparePeople(input: PeopleInput): PreparedPeople {
  const { pairs, subjectOf, subjects, groupOf, groups, resamples, seed, resampling } = input;
  const people = personPairs(pairs, subjectOf, subjects);
  const { clusters, overall } = groupClusters(pairs, people, { groupOf }, groups);
  const stratumOf = new Int32Array(subjects).fill(-1);
  for (let image = 0; image < subjectOf.length; image++) {
    const person = subjectOf[image] as number;
    if (person >= 0 && stratumOf[person] === -1) stratumOf[person] = groupOf[image] as number;
  }
  const multiplicities = drawMultiplicities({ stratumOf, strata: groups, resamples, seed, resampling });
  const totals = Array.from({ length: 2 * groups }, (_, place) => {
    const slot = 2 * pairCell(place >> 1, place >> 1) + (place & 1);
    return weightedTotals(clusters, slot, clusters.entryPairs, multiplicities, resamples);
  });
  return { people, clusters, overall, multiplicities, totals };
}
