import type { ScoredPairs } from '../read/verification-data';
import { drawMultiplicities, type Resampling } from './draw-multiplicities';
import { type PeopleInPairs, peopleInPairs, type PeopleOfImages } from './people-in-pairs';

/** Persons in pairs and their resamples. */
export interface DrawnPeople extends PeopleInPairs {
  /** How often each person comes up in each resample. */
  multiplicities: Uint8Array;
}

export interface DrawPeopleOptions {
  /** For each image its group. */
  groupOf: Int32Array;
  /** Number of groups. */
  groups: number;
  resamples: number;
  seed: number;
  /** @default 'subjects' */
  resampling?: Resampling;
}

/** Numbers the persons in pairs and draws the resamples, each person within the group of its first image. */
export function drawPeople(
  data: PeopleOfImages,
  pairs: readonly ScoredPairs[],
  { groupOf, groups: strata, ...options }: DrawPeopleOptions,
): DrawnPeople {
  const { subjectOf, subjects } = peopleInPairs(data, pairs);
  const stratumOf = new Int32Array(subjects).fill(-1);
  subjectOf.forEach((person, image) => {
    if (person >= 0 && stratumOf[person] === -1) stratumOf[person] = groupOf[image] as number;
  });
  return { subjectOf, subjects, multiplicities: drawMultiplicities({ stratumOf, strata, ...options }) };
}
