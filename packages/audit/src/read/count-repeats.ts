import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from './verification-data';

/** How often a pair came again in the same order, and the other way round. */
export interface Repeats {
  duplicated: number;
  mirrored: number;
}

/** Images whose pairs are looked at together; see `inBlocks`. */
const IMAGES = 1 << 11;

/** Counts pairs that came before, in O(pairs + images): pairs are put in order of their smaller image, then ticked off. */
export function countRepeats({ left, right }: Pick<ScoredPairs, 'left' | 'right'>, images: number): Repeats {
  return withKernels((kernels) => {
    const { run } = kernels;
    const places = kernels.cleared(4 * (images + 1));
    const others = kernels.room(4 * left.length);
    const inPairs = (work: (lefts: number, rights: number, pairs: number) => void): void => {
      inBlocks(kernels, left.length, (from, to) => {
        work(kernels.place(left.subarray(from, to)), kernels.place(right.subarray(from, to)), to - from);
      });
    };
    inPairs((lefts, rights, pairs) => {
      run.countByLow(lefts, rights, pairs, places);
    });
    const starts = kernels.integers(places, images + 1);
    for (let n = 0; n < images; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
    // As pairs are placed, the start of each image becomes its end.
    inPairs((lefts, rights, pairs) => {
      run.orderByLow(lefts, rights, pairs, places, others);
    });
    const seen = kernels.cleared(8 * images);
    const repeats = { duplicated: 0, mirrored: 0 };
    for (let from = 0; from < images; from += IMAGES) {
      run.tickOff(from, Math.min(from + IMAGES, images), places, others, seen);
      repeats.duplicated += run.duplicated.value;
      repeats.mirrored += run.mirrored.value;
    }
    return repeats;
  });
}
