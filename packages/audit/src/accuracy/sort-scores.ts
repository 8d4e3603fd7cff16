import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import { sharedCopy } from '../read/shared-copy';

const DIGITS = 3;
const VALUES = 1 << 11;

/** Scores in rising order, and where each of them came from. */
export interface SortedScores {
  /** sorted[n] = scores[order[n]]. */
  order: Uint32Array;
  sorted: Float64Array;
}

/** Addresses of sorted scores, and of their records, whose lower halves say where each of them came from. */
export interface SortedRecords {
  records: number;
  sorted: number;
}

/** Sorts scores upwards. Equal scores stay in their order. Scores must be numbers, not NaN. */
export function sortWithOrder(scores: Float64Array): SortedScores {
  const { length } = scores;
  return withKernels((kernels) => {
    const { records, sorted } = sortRecords(kernels, scores);
    const places = kernels.room(4 * length);
    inBlocks(kernels, length, (from, to) => kernels.run.placesOfRecords(records, from, to, places));
    const order = sharedCopy(kernels.integers(places, length));
    return { order: new Uint32Array(order.buffer), sorted: sharedCopy(kernels.doubles(sorted, length)) };
  });
}

/** The order that sorts scores upwards: scores[order[0]] is the smallest. Equal scores stay in their order. */
export function sortScores(scores: Float64Array): Uint32Array {
  return sortWithOrder(scores).order;
}

/**
 * Sorts scores as `sortWithOrder`, in the memory of the kernels: a radix sort on the upper 32 bits of the doubles (sign,
 * exponent, 20 bits of the mantissa), then insertion of the few that agree in those and differ below.
 */
export function sortRecords(kernels: KernelMemory, scores: Float64Array): SortedRecords {
  const { length } = scores;
  const { run } = kernels;
  const records = kernels.room(8 * length);
  const sorted = kernels.room(8 * length);
  kernels.within(() => {
    const column = kernels.place(scores);
    const counts = kernels.cleared(4 * DIGITS * VALUES);
    // Where the sorted scores go at the end, there is room for records until then. Three digits bring them to their own.
    inBlocks(kernels, length, (from, to) => run.makeRecords(column, from, to, sorted, counts));
    run.startDigits(counts);
    for (let digit = 0; digit < DIGITS; digit++) {
      const [source, target] = digit % 2 === 0 ? [sorted, records] : [records, sorted];
      inBlocks(kernels, length, (from, to) => run.placeRecords(source, from, to, digit, counts, target));
    }
    inBlocks(kernels, length, (from, to) => run.takeDoubles(column, records, from, to, sorted));
  });
  for (let at = 0; at < length;) {
    at = run.insertScores(records, sorted, at, length);
    if (at < length) at = sortRun(kernels, { records, sorted }, at, length);
  }
  return { records, sorted };
}

/** Sorts the whole run of scores that share their upper bits with place `at`; returns its end. */
function sortRun(kernels: KernelMemory, found: SortedRecords, at: number, length: number): number {
  const words = kernels.integers(found.records, 2 * length);
  const sorted = kernels.doubles(found.sorted, length);
  const key = words[2 * at + 1];
  let start = at;
  let end = at + 1;
  while (start > 0 && words[2 * start - 1] === key) start--;
  while (end < length && words[2 * end + 1] === key) end++;
  const run = Array.from(sorted.subarray(start, end), (score, n) => ({
    score,
    item: (words[2 * (start + n)] as number) >>> 0,
  }));
  run.sort((a, b) => a.score - b.score || a.item - b.item);
  run.forEach(({ item, score }, n) => {
    words[2 * (start + n)] = item;
    sorted[start + n] = score;
  });
  return end;
}

/** Whether no score is smaller than the one before it. */
export function isAscending(scores: Float64Array): boolean {
  return withKernels((kernels) => {
    let rising = 0;
    inBlocks(kernels, scores.length, (from, to) => {
      if (rising < from) return;
      const block = kernels.place(scores.subarray(from, to));
      rising += kernels.run.countRising(block, to - from, scores[from - 1] ?? -Infinity);
    });
    return rising === scores.length;
  });
}
