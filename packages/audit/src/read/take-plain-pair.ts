import { type ImageCache, MOST_ID_DIGITS, NOT_ASKED } from './image-cache';
import type { PairColumns } from './pair-columns';
import { HALF_DIGITS, joinDigits } from './parse-decimal';
import type { TakePlainRow } from './scan-csv';

const ZERO = 48;
const COMMA = 44;
const POINT = 46;
const MINUS = 45;
const RETURN = 13;
const NEWLINE = 10;

/**
 * Reads rows of the commonest form, `12,34,0.5678` or with a label, `12,34,0.5678,1`, in one pass over the bytes: ids that are
 * whole numbers and known, a plain decimal of up to 18 digits, persons that are known, a label that agrees with them. Any other
 * row is left to the caller, as one that has something to be said about.
 */
export function takePlainPair(
  cache: ImageCache,
  subjectOf: Int32Array,
  columns: PairColumns,
  labelled: boolean,
): TakePlainRow {
  let seen: Uint8Array = new Uint8Array(0);
  let view = new DataView(seen.buffer);
  return (bytes, start, length) => {
    if (bytes !== seen) {
      seen = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const imageOfNumber = cache.byNumber;
    let at = start;
    let digit = 0;
    let number = 0;
    // A leading zero makes another name: 07 is not 7.
    if (at + 2 > length || bytes[at] === ZERO) return -1;
    for (; at < length && (digit = (bytes[at] as number) - ZERO) >>> 0 <= 9; at++)
      number = (Math.imul(number, 10) + digit) | 0;
    if (at === start || at - start > MOST_ID_DIGITS || digit !== COMMA - ZERO) return -1;
    let left = number < imageOfNumber.length ? (imageOfNumber[number] as number) : NOT_ASKED;
    if (left === NOT_ASKED) left = cache.image(bytes, start, at);
    const second = ++at;
    if (at + 2 > length || bytes[at] === ZERO) return -1;
    number = 0;
    for (; at < length && (digit = (bytes[at] as number) - ZERO) >>> 0 <= 9; at++)
      number = (Math.imul(number, 10) + digit) | 0;
    if (at === second || at - second > MOST_ID_DIGITS || digit !== COMMA - ZERO) return -1;
    let right = number < imageOfNumber.length ? (imageOfNumber[number] as number) : NOT_ASKED;
    if (right === NOT_ASKED) right = cache.image(bytes, second, at);
    if (left < 0 || right < 0 || left === right) return -1;
    const person = subjectOf[left] as number;
    const other = subjectOf[right] as number;
    if (person < 0 || other < 0) return -1;

    // The score: a digit before the point, then eight and nine digits, four at a time while there are four.
    at++;
    if (at + 24 > length) return -1;
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    let high = (bytes[at] as number) - ZERO;
    if (high >>> 0 > 9 || bytes[at + 1] !== POINT) return -1;
    at += 2;
    const first = at;
    const middle = at + HALF_DIGITS - 1;
    for (let four = fourDigits(view, at); four >= 0 && at < middle; four = fourDigits(view, at)) {
      high = (Math.imul(high, 10000) + four) | 0;
      at += 4;
    }
    for (; at < middle && (digit = (bytes[at] as number) - ZERO) >>> 0 <= 9; at++)
      high = (Math.imul(high, 10) + digit) | 0;
    let low = 0;
    const last = middle + HALF_DIGITS;
    if (at === middle) {
      for (let four = fourDigits(view, at); four >= 0 && at + 4 <= last; four = fourDigits(view, at)) {
        low = (Math.imul(low, 10000) + four) | 0;
        at += 4;
      }
      for (; at < last && (digit = (bytes[at] as number) - ZERO) >>> 0 <= 9; at++)
        low = (Math.imul(low, 10) + digit) | 0;
    }
    const exponent = at - first;
    const genuine = person === other ? 1 : 0;
    if (at + 4 > length) return -1;
    if (labelled) {
      if (bytes[at] !== COMMA || (bytes[at + 1] as number) - ZERO !== genuine) return -1;
      at += 2;
    }
    if (bytes[at] === RETURN) at++;
    if (bytes[at] !== NEWLINE) return -1;
    const value = joinDigits(high, low, Math.max(0, exponent - HALF_DIGITS + 1), exponent);
    columns.add(left, right, negative ? -value : value, genuine);
    return at + 1;
  };
}

/** The number that the next four bytes write, or -1 where they are not all digits. */
function fourDigits(view: DataView, at: number): number {
  const word = view.getUint32(at, true);
  // A digit is 0x30 .. 0x39: the upper half is 3, and is still 3 when 6 is added.
  if ((((word & 0xf0f0f0f0) ^ 0x30303030) | (((word + 0x06060606) & 0xf0f0f0f0) ^ 0x30303030)) !== 0) return -1;
  const digits = word & 0x0f0f0f0f;
  const twos = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
  return Math.imul(twos & 0xff, 100) + (twos >>> 16);
}
