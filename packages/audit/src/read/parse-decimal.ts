const ZERO = 48;
const POWERS = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** Dekker's constant 2^27 + 1: splits a double into two halves of 26 bits. */
const SPLIT = 134217729;
const POWERS_HIGH = POWERS.map((power) => SPLIT * power - (SPLIT * power - power));
const MOST_DIGITS = 18;

/**
 * The number written at bytes[start, end), correctly rounded, or NaN where there is none.
 *
 * Plain decimals of up to 18 digits (`-0.62345678901234567`) never become a string: ten digits and eight digits are joined
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
      if (digits < 10) high = high * 10 + digit;
      else low = low * 10 + digit;
      digits++;
    } else if (digit === -2 && decimals < 0) decimals = digits;
    else return slow(bytes, start, end);
  }
  if (digits === 0 || digits > MOST_DIGITS) return slow(bytes, start, end);
  const exponent = decimals < 0 ? 0 : digits - decimals;
  const lowDigits = Math.max(digits - 10, 0);
  // high < 10^10 and 10^lowDigits <= 10^8 = 2^8 5^8: the product fits in 53 bits, so it is exact.
  const shifted = high * (POWERS[lowDigits] as number);
  const value = divide(shifted, low, exponent);
  return negative ? -value : value;
}

/** (a + b) / 10^exponent, rounded once; a and b are whole numbers and b < 10^8 is the smaller one, or a is 0. */
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
  return text === '' ? NaN : Number(text);
}
