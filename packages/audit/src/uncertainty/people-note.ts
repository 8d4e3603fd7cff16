import { FEW_PEOPLE, type RateNote } from './rate';

/** The mark of a number that rests on so many persons; below two of them it has no interval. */
export function peopleNote(people: number, pairs: number): Exclude<RateNote, 'too-few-pairs'> | null {
  return pairs === 0 ? 'no-pairs' : people < FEW_PEOPLE ? 'few-people' : null;
}
