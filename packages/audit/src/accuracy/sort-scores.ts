import { sharedMemory } from '../read/shared-memory';

const DIGIT_BITS = 11;
const DIGITS = 3;
const VALUES = 1 << DIGIT_BITS;
const LONGEST_SHIFT = 24;

/** Scores in rising order, and where each of them came from. */
export interface SortedScores {
  /** sorted[n] = scores[order[n]]. */
  order: Uint32Array;
  sorted: Float64Array;
}

/**
 * Sorts scores upwards. Equal scores stay in their order.
 *
 * Radix sort on the upper 32 bits of the doubles (sign, exponent, 20 bits of the mantissa), then insertion of the few that
 * agree in those and differ below. Scores must be numbers, not NaN.
 */
export function sortWithOrder(scores: Float64Array): SortedScores {
  const length = scores.length;
  const words = new Uint32Array(scores.buffer, scores.byteOffset, length * 2);
  let keys = new Uint32Array(length);
  const starts = new Uint32Array(DIGITS * VALUES);
  for (let n = 0; n < length; n++) {
    // The bits turned so that unsigned order is the order of the numbers.
    const high = words[2 * n + 1] as number;
    const key = (high ^ ((high >> 31) | 0x80000000)) >>> 0;
    keys[n] = key;
    const low = key & (VALUES - 1);
    const middle = VALUES + ((key >>> DIGIT_BITS) & (VALUES - 1));
    const top = 2 * VALUES + (key >>> (2 * DIGIT_BITS));
    starts[low] = (starts[low] as number) + 1;
    starts[middle] = (starts[middle] as number) + 1;
    starts[top] = (starts[top] as number) + 1;
  }
  for (let digit = 0; digit < DIGITS; digit++) {
    let sum = 0;
    for (let at = digit * VALUES; at < (digit + 1) * VALUES; at++) {
      const count = starts[at] as number;
      starts[at] = sum;
      sum += count;
    }
  }
  let order = new Uint32Array(sharedMemory(4 * length));
  let nextKeys = new Uint32Array(length);
  let nextOrder = new Uint32Array(sharedMemory(4 * length));
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const first = digit * VALUES;
    for (let n = 0; n < length; n++) {
      const key = keys[n] as number;
      const at = first + ((key >>> shift) & (VALUES - 1));
      const to = starts[at] as number;
      starts[at] = to + 1;
      nextKeys[to] = key;
      nextOrder[to] = digit === 0 ? n : (order[n] as number);
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  const sorted = new Float64Array(sharedMemory(8 * length));
  for (let n = 0; n < length; n++) sorted[n] = scores[order[n] as number] as number;
  finish(order, sorted, keys);
  return { order, sorted };
}

/** The order that sorts scores upwards: scores[order[0]] is the smallest. Equal scores stay in their order. */
export function sortScores(scores: Float64Array): Uint32Array {
  return sortWithOrder(scores).order;
}

/** Sorts what is sorted by its upper bits; `keys` are those, in the same order. */
function finish(order: Uint32Array, sorted: Float64Array, keys: Uint32Array): void {
  for (let at = 1; at < sorted.length; at++) {
    const score = sorted[at] as number;
    if (score >= (sorted[at - 1] as number)) continue;
    const item = order[at] as number;
    const least = Math.max(0, at - LONGEST_SHIFT);
    let to = at;
    while (to > least && (sorted[to - 1] as number) > score) {
      sorted[to] = sorted[to - 1] as number;
      order[to] = order[to - 1] as number;
      to--;
    }
    sorted[to] = score;
    order[to] = item;
    if (to > 0 && (sorted[to - 1] as number) > score) at = sortRun(order, sorted, keys, at) - 1;
  }
}

/** Sorts the whole run of scores that share their upper bits with place `at`; returns its end. */
function sortRun(order: Uint32Array, sorted: Float64Array, keys: Uint32Array, at: number): number {
  const key = keys[at];
  let start = at;
  let end = at + 1;
  while (start > 0 && keys[start - 1] === key) start--;
  while (end < keys.length && keys[end] === key) end++;
  const run = Array.from(order.subarray(start, end), (item, n) => ({ item, score: sorted[start + n] as number }));
  run.sort((a, b) => a.score - b.score || a.item - b.item);
  run.forEach(({ item, score }, n) => {
    order[start + n] = item;
    sorted[start + n] = score;
  });
  return end;
}

/** Whether no score is smaller than the one before it. */
export function isAscending(scores: Float64Array): boolean {
  for (let n = 1; n < scores.length; n++) if ((scores[n] as number) < (scores[n - 1] as number)) return false;
  return true;
}
