import { sharedMemory } from '../read/shared-memory';
import { takeInOrder } from './take-in-order';

const DIGIT_BITS = 11;
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
  const { length } = scores;
  let keys = new Uint32Array(length);
  let order = new Uint32Array(sharedMemory(4 * length));
  let nextKeys = new Uint32Array(length);
  let nextOrder = new Uint32Array(sharedMemory(4 * length));
  takeUpperBits(scores, keys, order);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    placeByDigit(keys, order, startsOfDigits(keys, shift), shift, nextKeys, nextOrder);
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  const sorted = takeInOrder(scores, order, new Float64Array(sharedMemory(8 * length)));
  finish(order, sorted, keys);
  return { order, sorted };
}

// One loop a function: the compiler takes each loop of a long function for a new one, and starts again with all of it.

/** The upper bits of the scores, turned so that unsigned order is the order of the numbers, and their places. */
function takeUpperBits(scores: Float64Array, keys: Uint32Array, order: Uint32Array): void {
  const words = new Uint32Array(scores.buffer, scores.byteOffset, scores.length * 2);
  for (let n = 0; n < keys.length; n++) {
    const high = words[2 * n + 1] as number;
    keys[n] = high ^ ((high >> 31) | 0x80000000);
    order[n] = n;
  }
}

/** For each value of a digit the number of keys with a smaller one. */
function startsOfDigits(keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(VALUES);
  countDigits(keys, shift, starts);
  let sum = 0;
  for (let value = 0; value < VALUES; value++) {
    const count = starts[value] as number;
    starts[value] = sum;
    sum += count;
  }
  return starts;
}

function countDigits(keys: Uint32Array, shift: number, counts: Uint32Array): void {
  for (let n = 0; n < keys.length; n++) {
    const value = ((keys[n] as number) >>> shift) & (VALUES - 1);
    counts[value] = (counts[value] as number) + 1;
  }
}

function placeByDigit(
  keys: Uint32Array,
  order: Uint32Array,
  starts: Uint32Array,
  shift: number,
  nextKeys: Uint32Array,
  nextOrder: Uint32Array,
): void {
  for (let n = 0; n < keys.length; n++) {
    const key = keys[n] as number;
    const value = (key >>> shift) & (VALUES - 1);
    const to = starts[value] as number;
    starts[value] = to + 1;
    nextKeys[to] = key;
    nextOrder[to] = order[n] as number;
  }
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
