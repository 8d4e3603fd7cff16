/** Digits of the radix sort: three of them hold the 32 bits that are sorted by. */
const DIGIT_BITS: u32 = 11;
const VALUES: u32 = 1 << DIGIT_BITS;
const DIGITS: u32 = 3;
/** A score is moved over so many others at most before the whole run is left to the caller. */
const LONGEST_SHIFT: u32 = 24;

/**
 * Makes a record of 64 bits of each score in places [from, to): above, the upper half of the double (sign, exponent, 20 bits
 * of the mantissa), turned so that unsigned order is the order of numbers; below, its place. Counts the values of the digits.
 *
 * @param counts 3 x 2,048 numbers, to begin with 0
 */
export function makeRecords(scores: usize, from: u32, to: u32, records: usize, counts: usize): void {
  for (let n = from; n < to; n++) {
    // -0 and 0 are one score: adding 0 makes both the latter.
    const high = <u32>(reinterpret<u64>(load<f64>(scores + ((<usize>n) << 3)) + 0.0) >> 32);
    const key = high ^ ((<u32>((<i32>high) >> 31)) | 0x80000000);
    store<u64>(records + ((<usize>n) << 3), ((<u64>key) << 32) | n);
    for (let digit: u32 = 0; digit < DIGITS; digit++) {
      const count = counts + ((<usize>(digit * VALUES + ((key >> (digit * DIGIT_BITS)) & (VALUES - 1)))) << 2);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
}

/** Turns the counts of digits into the places where their values start. */
export function startDigits(counts: usize): void {
  for (let digit: u32 = 0; digit < DIGITS; digit++) {
    let sum: u32 = 0;
    for (let value: u32 = 0; value < VALUES; value++) {
      const at = counts + ((<usize>(digit * VALUES + value)) << 2);
      const count = load<u32>(at);
      store<u32>(at, sum);
      sum += count;
    }
  }
}

/** Places the records [from, to) by one digit; `starts` say for each of its values where the next one goes. */
export function placeRecords(records: usize, from: u32, to: u32, digit: u32, starts: usize, placed: usize): void {
  const shift = <u64>(32 + digit * DIGIT_BITS);
  const own = starts + ((<usize>(digit * VALUES)) << 2);
  for (let n = from; n < to; n++) {
    const record = load<u64>(records + ((<usize>n) << 3));
    const start = own + ((<usize>((record >> shift) & (VALUES - 1))) << 2);
    const place = load<u32>(start);
    store<u32>(start, place + 1);
    store<u64>(placed + ((<usize>place) << 3), record);
  }
}

/**
 * Sorts what is sorted by its upper bits, from place `from` on: moves the few scores that differ below only.
 *
 * @returns the first place whose run of equal upper bits is too long for that, or `length` when all is in order.
 */
export function insertScores(records: usize, sorted: usize, from: u32, length: u32): u32 {
  for (let at = from; at < length; at++) {
    const score = load<f64>(sorted + ((<usize>at) << 3));
    if (at == 0 || score >= load<f64>(sorted + ((<usize>(at - 1)) << 3))) continue;
    const record = load<u64>(records + ((<usize>at) << 3));
    const least = at > LONGEST_SHIFT ? at - LONGEST_SHIFT : 0;
    let to = at;
    for (; to > least && load<f64>(sorted + ((<usize>(to - 1)) << 3)) > score; to--) {
      store<f64>(sorted + ((<usize>to) << 3), load<f64>(sorted + ((<usize>(to - 1)) << 3)));
      store<u64>(records + ((<usize>to) << 3), load<u64>(records + ((<usize>(to - 1)) << 3)));
    }
    store<f64>(sorted + ((<usize>to) << 3), score);
    store<u64>(records + ((<usize>to) << 3), record);
    if (to > 0 && load<f64>(sorted + ((<usize>(to - 1)) << 3)) > score) return at;
  }
  return length;
}

/** Takes the bytes of a column in the order of the records [from, to). */
export function takeBytes(column: usize, records: usize, from: u32, to: u32, taken: usize): void {
  for (let n = from; n < to; n++)
    store<u8>(taken + n, load<u8>(column + <usize>load<u32>(records + ((<usize>n) << 3))));
}

/** Takes the 32-bit values of a column in the order of the records [from, to). */
export function takeWords(column: usize, records: usize, from: u32, to: u32, taken: usize): void {
  for (let n = from; n < to; n++) {
    const place = <usize>load<u32>(records + ((<usize>n) << 3));
    store<u32>(taken + ((<usize>n) << 2), load<u32>(column + (place << 2)));
  }
}

/** Takes the 64-bit values of a column in the order of the records [from, to). */
export function takeDoubles(column: usize, records: usize, from: u32, to: u32, taken: usize): void {
  for (let n = from; n < to; n++) {
    const place = <usize>load<u32>(records + ((<usize>n) << 3));
    store<u64>(taken + ((<usize>n) << 3), load<u64>(column + (place << 3)));
  }
}

/** Writes the places that the records [from, to) name. */
export function placesOfRecords(records: usize, from: u32, to: u32, places: usize): void {
  for (let n = from; n < to; n++) store<u32>(places + ((<usize>n) << 2), load<u32>(records + ((<usize>n) << 3)));
}
