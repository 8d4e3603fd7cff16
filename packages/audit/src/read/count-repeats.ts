import type { ScoredPairs } from './verification-data';

/** How often a pair came again in the same order, and the other way round. */
export interface Repeats {
  duplicated: number;
  mirrored: number;
}

/** Counts pairs that came before, in O(pairs + images): pairs are put in order of their smaller image, then ticked off. */
export function countRepeats({ left, right }: Pick<ScoredPairs, 'left' | 'right'>, images: number): Repeats {
  const starts = startsOfImages(left, right, images);
  const others = orderByLow(left, right, starts.slice());
  return tickOff(starts, others, images);
}

// One loop a function: the compiler takes each loop of a long function for a new one, and starts again with all of it.

/** Where the pairs of each image start, when they are in order of their smaller image. */
function startsOfImages(left: Int32Array, right: Int32Array, images: number): Int32Array {
  const starts = new Int32Array(images + 1);
  countByLow(left, right, starts);
  for (let n = 0; n < images; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  return starts;
}

function countByLow(left: Int32Array, right: Int32Array, counts: Int32Array): void {
  for (let n = 0; n < left.length; n++) {
    const next = Math.min(left[n] as number, right[n] as number) + 1;
    counts[next] = (counts[next] as number) + 1;
  }
}

/** The larger image of each pair, in order of the smaller one; its complement where the pair came as (larger, smaller). */
function orderByLow(left: Int32Array, right: Int32Array, free: Int32Array): Int32Array {
  const others = new Int32Array(left.length);
  for (let n = 0; n < left.length; n++) {
    const a = left[n] as number;
    const b = right[n] as number;
    const low = Math.min(a, b);
    others[free[low] as number] = a < b ? b : ~a;
    free[low] = (free[low] as number) + 1;
  }
  return others;
}

function tickOff(starts: Int32Array, others: Int32Array, images: number): Repeats {
  const forward = new Int32Array(images).fill(-1);
  const backward = new Int32Array(images).fill(-1);
  let duplicated = 0;
  let mirrored = 0;
  for (let low = 0; low < images; low++) {
    const end = starts[low + 1] as number;
    for (let n = starts[low] as number; n < end; n++) {
      const code = others[n] as number;
      const other = code < 0 ? ~code : code;
      const same = code < 0 ? backward : forward;
      const turned = code < 0 ? forward : backward;
      if (same[other] === low) duplicated++;
      else if (turned[other] === low) mirrored++;
      same[other] = low;
    }
  }
  return { duplicated, mirrored };
}
