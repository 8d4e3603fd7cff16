import { seededRandom } from '@fairface/io';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { selectPairs } from './select-pairs';

/** How people are divided into those that a correction is fitted on and those that it is judged on. */
export interface PeopleSplit {
  /** Share of the people to fit on, in [0, 1]; 1 = everybody. */
  share: number;
  seed: number;
}

/** Pairs by where their two people are. */
export interface SplitPairs {
  /** Both people are among those to fit on. */
  fitted: ScoredPairs;
  /** Neither of them is. */
  heldOut: ScoredPairs;
  /** One is and the other is not. */
  between: ScoredPairs;
}

/**
 * Whether a person belongs to those that a correction is fitted on. It depends on the name, the share and the seed alone, so
 * that any file about the same people is divided in the same way.
 */
export function isFitPerson(name: string, { share, seed }: PeopleSplit): boolean {
  return share >= 1 || seededRandom(seed, 'mitigation split', name).next() < share;
}

/** For each image whether its person is among those to fit on; 0 where the table names no person. */
export function fitImages({ subjects, subjectOf }: VerificationData, split: PeopleSplit): Uint8Array {
  const fitPerson = Uint8Array.from(subjects, (name) => Number(isFitPerson(name, split)));
  return Uint8Array.from(subjectOf, (person) => (person < 0 ? 0 : (fitPerson[person] as number)));
}

/** Divides pairs so that nobody is both fitted on and judged on. */
export function splitPeople(data: VerificationData, split: PeopleSplit): SplitPairs {
  const fit = fitImages(data, split);
  const where = (wanted: number): ScoredPairs =>
    selectPairs(data.pairs, (left, right) => (fit[left] as number) + (fit[right] as number) === wanted);
  return { fitted: where(2), heldOut: where(0), between: where(1) };
}
