import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import { sharedCopy } from '../read/shared-copy';
import type { ScoredPairs } from '../read/verification-data';

/**
 * The dyads of pairs, each two persons, or one for genuine pairs: what `clusterPairs` starts from, the same for every choice of
 * cells.
 */
export interface PersonPairs {
  subjects: number;
  /** For each pair its dyad. */
  dyadOf: Int32Array;
  /** The smaller and the larger person number of each dyad, the same for genuine pairs, in order of the smaller one. */
  low: Int32Array;
  high: Int32Array;
}

/** Persons whose pairs are looked at together; see `inBlocks`. */
const PERSONS = 64;

/** Numbers the dyads of pairs, in O(pairs + persons): pairs are put in order of their smaller person. */
export function personPairs(
  { length, left, right }: Pick<ScoredPairs, 'length' | 'left' | 'right'>,
  subjectOf: Int32Array,
  subjects: number,
): PersonPairs {
  return withKernels((kernels) => {
    const { run } = kernels;
    const images = kernels.place(subjectOf);
    const places = kernels.cleared(4 * (subjects + 1));
    const persons = kernels.room(8 * length);
    inBlocks(kernels, length, (from, to) => {
      const [lefts, rights] = [kernels.place(left.subarray(from, to)), kernels.place(right.subarray(from, to))];
      run.orderPersons(lefts, rights, to - from, images, persons + 8 * from, places);
    });
    const starts = kernels.integers(places, subjects + 1);
    for (let person = 0; person < subjects; person++)
      starts[person + 1] = (starts[person + 1] as number) + (starts[person] as number);
    const sorted = kernels.room(8 * length);
    // As pairs are placed, the start of each person becomes its end.
    inBlocks(kernels, length, (from, to) => {
      run.placeByLow(persons, from, to, places, sorted);
    });
    const last = kernels.cleared(8 * subjects);
    const [lows, highs] = [kernels.room(4 * length), kernels.room(4 * length)];
    // The persons of the pairs are not needed any more.
    const dyadOf = persons;
    let dyads = 0;
    for (let from = 0; from < subjects; from += PERSONS) {
      const to = Math.min(from + PERSONS, subjects);
      dyads = run.numberDyads(from, to, places, sorted, dyads, last, dyadOf, lows, highs);
    }
    return {
      subjects,
      dyadOf: sharedCopy(kernels.integers(dyadOf, length)),
      low: sharedCopy(kernels.integers(lows, dyads)),
      high: sharedCopy(kernels.integers(highs, dyads)),
    };
  });
}
