import { markImages } from '../read/mark-images';
import type { ScoredPairs } from '../read/verification-data';

/** For each image the number of its person, -1 for none, and as many persons as there are. */
export interface PeopleOfImages {
  subjectOf: Int32Array;
  subjects: { length: number };
}

/** Persons numbered anew, those in pairs alone. */
export interface PeopleInPairs {
  /** For each image the number of its person, -1 where that is in no pair. */
  subjectOf: Int32Array;
  subjects: number;
}

/**
 * Numbers the persons who are in pairs, in the order of their numbers. An attributes table may name many more: they have no
 * say in any rate, and resampling them would only cost memory.
 */
export function peopleInPairs({ subjectOf, subjects }: PeopleOfImages, pairs: readonly ScoredPairs[]): PeopleInPairs {
  const numbers = new Int32Array(subjects.length).fill(-1);
  const isPaired = new Uint8Array(subjectOf.length);
  for (const { left, right } of pairs) {
    markImages(left, isPaired);
    markImages(right, isPaired);
  }
  isPaired.forEach((paired, image) => {
    if (paired === 1) numbers[subjectOf[image] as number] = 0;
  });
  let count = 0;
  for (let person = 0; person < numbers.length; person++) if (numbers[person] === 0) numbers[person] = count++;
  return { subjectOf: subjectOf.map((person) => (person < 0 ? -1 : (numbers[person] as number))), subjects: count };
}
