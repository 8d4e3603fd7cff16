import { findInPairs, type PairFindings } from '../read/find-in-pairs';
import type { ScoredPairs } from '../read/verification-data';
import { type DrawnPeople, drawPeople, type DrawPeopleOptions } from '../uncertainty/draw-people';
import type { PeopleOfImages } from '../uncertainty/people-in-pairs';

/** What `lookAtPairs` needs: columns, numbers and names only, so that it can go to a worker thread. */
export interface LookInput {
  /** In any order. */
  pairs: ScoredPairs;
  /** Number of images. */
  images: number;
  people: PeopleOfImages;
  drawing: DrawPeopleOptions;
}

/** What an audit wants to know about its pairs before they are in order. */
export interface LookedAtPairs {
  findings: PairFindings;
  drawn: DrawnPeople;
}

/** Looks for repeated pairs and draws the people. */
export function lookAtPairs({ pairs, images, people, drawing }: LookInput): LookedAtPairs {
  return { findings: findInPairs(pairs, images), drawn: drawPeople(people, [pairs], drawing) };
}
