import type { ScoredPairs } from './verification-data';

/** How often a pair came again in the same order, and the other way round. */
export interface Repeats {
  duplicated: number;
  mirrored: number;
}

/** Counts pairs that came before, in O(pairs + images): pairs are put in order of their smaller image, then ticked off. */
export function countRepeats({ left, right, length }: ScoredPairs, images: number): Repeats {
  const starts = new Int32Array(images + 1);
  for (let n = 0; n < length; n++) {
    const low = Math.min(left[n] as number, right[n] as number);
    starts[low + 1] = (starts[low + 1] as number) + 1;
  }
  for (let n = 0; n < images; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const next = starts.slice();
  // The larger image of each pair; its complement where the pair came as (larger, smaller).
  const others = new Int32Array(length);
  for (let n = 0; n < length; n++) {
    const a = left[n] as number;
    const b = right[n] as number;
    const low = Math.min(a, b);
    others[next[low] as number] = a < b ? b : ~a;
    next[low] = (next[low] as number) + 1;
  }
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
