const ZERO = 48;
const POWERS = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** Dekker's constant 2^27 + 1: splits a double into two halves of 26 bits. */
const SPLIT = 134217729;
const POWERS_HIGH = POWERS.map((power) => SPLIT * power - (SPLIT * power - power));
/** Digits of each of the two whole numbers that a decimal is read into: both fit into 30 bits. */
const HALF_DIGITS = 9;

/**
 * The number written at bytes[start, end), correctly rounded, or NaN where there is none.
 *
 * Plain decimals of up to 18 digits (`-0.62345678901234567`) never become a string: nine digits and nine digits are joined
 * exactly into a pair of doubles, divided by the power of ten, and the quotient is corrected by its exact remainder
 * (T. J. Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18, 1971).
 * Anything else, exponents included, goes through `Number`.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative) at++;
  let high = 0;
  let low = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < HALF_DIGITS) high = high * 10 + digit;
      else if (digits < 2 * HALF_DIGITS) low = low * 10 + digit;
      digits++;
    } else if (digit === -2 && decimals < 0) decimals = digits;
    else return slow(bytes, start, end);
  }
  if (digits === 0 || digits > 2 * HALF_DIGITS) return slow(bytes, start, end);
  const value = joinDigits(high, low, Math.max(digits - HALF_DIGITS, 0), decimals < 0 ? 0 : digits - decimals);
  return negative ? -value : value;
}

/**
 * The double nearest to (high 10^lowDigits + low) / 10^exponent.
 *
 * @param high a whole number below 10^9.
 * @param low a whole number of `lowDigits` <= 9 digits.
 * @param exponent at most 18.
 */
function joinDigits(high: number, low: number, lowDigits: number, exponent: number): number {
  // high < 10^9 and 10^lowDigits <= 10^9 = 2^9 5^9: the product fits in 53 bits, so it is exact.
  return divide(high * (POWERS[lowDigits] as number), low, exponent);
}

/** (a + b) / 10^exponent, rounded once; a and b are whole numbers and b < 10^9 is the smaller one, or a is 0. */
function divide(a: number, b: number, exponent: number): number {
  const sum = a + b;
  const rest = b - (sum - a);
  if (exponent === 0) return sum;
  const power = POWERS[exponent] as number;
  if (rest === 0 && sum <= Number.MAX_SAFE_INTEGER) return sum / power;
  const quotient = sum / power;
  const powerHigh = POWERS_HIGH[exponent] as number;
  const powerLow = power - powerHigh;
  const quotientHigh = SPLIT * quotient - (SPLIT * quotient - quotient);
  const quotientLow = quotient - quotientHigh;
  const product = quotient * power;
  const productRest =
    quotientLow * powerLow - (product - quotientHigh * powerHigh - quotientLow * powerHigh - quotientHigh * powerLow);
  return quotient + (sum - product - productRest + rest) / power;
}

function slow(bytes: Uint8Array, start: number, end: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    .toString('latin1')
    .trim();
  // Number also reads hexadecimal, octal and binary numbers.
  return text === '' || /^0[box]/i.test(text) ? NaN : Number(text);
}
