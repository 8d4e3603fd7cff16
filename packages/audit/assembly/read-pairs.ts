import { COMMA, MINUS, NEWLINE, POINT, RETURN, ZERO } from './bytes';

/** Longest id that is looked up by its value. */
const MOST_ID_DIGITS: usize = 7;
/** With the digit before the point 18 digits, which fit into 64 bits. */
const MOST_DECIMALS: usize = 17;
/** More bytes than a row of this form has, and than are looked at past its end. */
const LONGEST_ROW: usize = 64;
/** Dekker's constant 2^27 + 1: splits a double into two halves of 26 bits. */
const SPLIT: f64 = 134217729;
const LARGEST_SAFE: f64 = 9007199254740991;
// prettier-ignore
const POWERS: StaticArray<f64> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
];

/** Rows that the last call of `readPairs` took. */
export let rowsTaken: u32 = 0;

/**
 * Reads rows of the commonest form, `12,34,0.5678` or with a label, `12,34,0.5678,1`, from bytes [start, end): ids that are
 * whole numbers and known, a plain decimal of up to 18 digits with one before the point, persons that are known, a label
 * that agrees with them. Stops before any other row, which may have something to be said about, before one that might not
 * be complete, and after `most` rows.
 *
 * @param images for each whole number below `numbers` the image that it names, plus 1, and 0 where none is known
 * @param subjects for each image its person, negative where there is none
 * @param labelled whether a label follows the score
 * @returns where the next row starts; `rowsTaken` says how many rows stand in the four columns.
 */
export function readPairs(
  start: usize,
  end: usize,
  images: usize,
  numbers: u32,
  subjects: usize,
  labelled: bool,
  lefts: usize,
  rights: usize,
  scores: usize,
  genuine: usize,
  most: u32,
): usize {
  let row: u32 = 0;
  for (; row < most && start + LONGEST_ROW <= end; row++) {
    let at = start;
    let byte: u32 = load<u8>(at);
    // A leading zero makes another name: 07 is not 7.
    if (byte == ZERO) break;
    let number: u32 = 0;
    for (; isDigit(byte); byte = load<u8>(++at)) number = number * 10 + byte - ZERO;
    if (at == start || at - start > MOST_ID_DIGITS || byte != COMMA || number >= numbers) break;
    const left = load<i32>(images + ((<usize>number) << 2)) - 1;
    const second = ++at;
    byte = load<u8>(at);
    if (byte == ZERO) break;
    number = 0;
    for (; isDigit(byte); byte = load<u8>(++at)) number = number * 10 + byte - ZERO;
    if (at == second || at - second > MOST_ID_DIGITS || byte != COMMA || number >= numbers) break;
    const right = load<i32>(images + ((<usize>number) << 2)) - 1;
    if (left < 0 || right < 0 || left == right) break;
    const person = load<i32>(subjects + ((<usize>left) << 2));
    const other = load<i32>(subjects + ((<usize>right) << 2));
    if (person < 0 || other < 0) break;
    const same = person == other;

    at++;
    const negative = <u32>load<u8>(at) == MINUS;
    if (negative) at++;
    byte = load<u8>(at);
    if (!isDigit(byte) || <u32>load<u8>(at + 1) != POINT) break;
    let digits: u64 = byte - ZERO;
    at += 2;
    const point = at;
    for (let word = load<u64>(at); at < point + 16 && areDigits(word); word = load<u64>(at)) {
      digits = digits * 100000000 + valueOfDigits(word);
      at += 8;
    }
    byte = load<u8>(at);
    for (; at < point + MOST_DECIMALS && isDigit(byte); byte = load<u8>(++at)) digits = digits * 10 + byte - ZERO;
    const decimals = <u32>(at - point);

    if (labelled) {
      if (byte != COMMA || <u32>load<u8>(at + 1) - ZERO != <u32>same) break;
      at += 2;
      byte = load<u8>(at);
    }
    if (byte == RETURN) byte = load<u8>(++at);
    if (byte != NEWLINE) break;
    const value = divide(digits, decimals);
    store<i32>(lefts + ((<usize>row) << 2), left);
    store<i32>(rights + ((<usize>row) << 2), right);
    store<f64>(scores + ((<usize>row) << 3), negative ? -value : value);
    store<u8>(genuine + row, <u8>same);
    start = at + 1;
  }
  rowsTaken = row;
  return start;
}

/**
 * Enters the images whose names are whole numbers into the table `images` of `readPairs`.
 *
 * @param names the names of `count` images, one behind the other; name n ends before byte `ends[n]`
 */
export function enterNumbers(names: usize, ends: usize, count: u32, images: usize): void {
  let start: usize = names;
  for (let image: u32 = 0; image < count; image++) {
    const end = names + load<u32>(ends + ((<usize>image) << 2));
    let at = start;
    let number: u32 = 0;
    if (end - start <= MOST_ID_DIGITS && <u32>load<u8>(start) != ZERO)
      for (; at < end && isDigit(load<u8>(at)); at++) number = number * 10 + load<u8>(at) - ZERO;
    if (at == end && at > start) store<i32>(images + ((<usize>number) << 2), image + 1);
    start = end;
  }
}

function isDigit(byte: u32): bool {
  return byte - ZERO <= 9;
}

/** Whether eight bytes are digits: the upper half of each is 3, and is still 3 when 6 is added. */
function areDigits(word: u64): bool {
  const upper: u64 = 0xf0f0f0f0f0f0f0f0;
  const three: u64 = 0x3030303030303030;
  return (((word & upper) ^ three) | (((word + 0x0606060606060606) & upper) ^ three)) == 0;
}

/** The number that eight digits write: twos, fours and then all of them are joined side by side. */
function valueOfDigits(word: u64): u64 {
  word -= 0x3030303030303030;
  const twos = (word * 10 + (word >> 8)) & 0x00ff00ff00ff00ff;
  const fours = (twos * 100 + (twos >> 16)) & 0x0000ffff0000ffff;
  return ((fours & 0xffff) * 10000 + (fours >> 32)) & 0xffffffff;
}

/**
 * digits / 10^decimals, rounded once: the quotient of doubles is corrected by its exact remainder (T. J. Dekker, A
 * floating-point technique for extending the available precision, Numerische Mathematik 18, 1971).
 */
function divide(digits: u64, decimals: u32): f64 {
  const sum = <f64>digits;
  if (decimals == 0) return sum;
  const power = unchecked(POWERS[decimals]);
  const quotient = sum / power;
  if (sum <= LARGEST_SAFE) return quotient;
  const rest = <f64>(<i64>digits - <i64>sum);
  const powerHigh = SPLIT * power - (SPLIT * power - power);
  const powerLow = power - powerHigh;
  const quotientHigh = SPLIT * quotient - (SPLIT * quotient - quotient);
  const quotientLow = quotient - quotientHigh;
  const product = quotient * power;
  const productRest =
    quotientLow * powerLow - (product - quotientHigh * powerHigh - quotientLow * powerHigh - quotientHigh * powerLow);
  return quotient + (sum - product - productRest + rest) / power;
}
