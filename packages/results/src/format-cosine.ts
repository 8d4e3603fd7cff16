const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

const LIMB = 2 ** 24;
const HALF_LIMB = LIMB / 2;
/** Longest text: sign, one digit, point, 17 decimals. */
export const LONGEST_COSINE = 20;

/** The digits of 000 ... 999. */
const THREE_DIGITS = Buffer.from(Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0')).join(''));

/**
 * Writes a number with 17 decimals as C's `%.17f` does (halves to even; -0 as 0) and returns where the text ends. Numbers
 * of ten and more are not for this function; a cosine is at most one.
 *
 * `toFixed(17)` gives the same text at about ten times the cost. Here the fraction is split, exactly, into three limbs of
 * 24 bits; multiplied by a power of ten, what runs over is the next group of decimals. Every product is below 2^45, so
 * all of it is exact in doubles.
 */
export function writeCosine(bytes: Uint8Array, at: number, value: number): number {
  const magnitude = Math.abs(value);
  if (value < 0) bytes[at++] = MINUS;
  let whole = Math.floor(magnitude);
  let rest = (magnitude - whole) * LIMB;
  let a = Math.floor(rest);
  rest = (rest - a) * LIMB;
  let b = Math.floor(rest);
  let c = (rest - b) * LIMB;
  // Bits beyond the 72nd: a number below 2^-19, which is rare.
  if (c !== Math.floor(c)) return writeText(bytes, at, magnitude.toFixed(17));

  let product = c * 1e6;
  let carry = Math.floor(product / LIMB);
  c = product - carry * LIMB;
  product = b * 1e6 + carry;
  carry = Math.floor(product / LIMB);
  b = product - carry * LIMB;
  product = a * 1e6 + carry;
  let first = Math.floor(product / LIMB);
  a = product - first * LIMB;

  product = c * 1e6;
  carry = Math.floor(product / LIMB);
  c = product - carry * LIMB;
  product = b * 1e6 + carry;
  carry = Math.floor(product / LIMB);
  b = product - carry * LIMB;
  product = a * 1e6 + carry;
  let second = Math.floor(product / LIMB);
  a = product - second * LIMB;

  product = c * 1e5;
  carry = Math.floor(product / LIMB);
  c = product - carry * LIMB;
  product = b * 1e5 + carry;
  carry = Math.floor(product / LIMB);
  b = product - carry * LIMB;
  product = a * 1e5 + carry;
  let third = Math.floor(product / LIMB);
  a = product - third * LIMB;

  if (a > HALF_LIMB || (a === HALF_LIMB && (b !== 0 || c !== 0 || third % 2 === 1))) {
    third += 1;
    if (third === 1e5) {
      third = 0;
      second += 1;
      if (second === 1e6) {
        second = 0;
        first += 1;
        if (first === 1e6) {
          first = 0;
          whole += 1;
        }
      }
    }
  }
  bytes[at] = ZERO + whole;
  bytes[at + 1] = POINT;
  writeThree(bytes, at + 2, Math.floor(first / 1000));
  writeThree(bytes, at + 5, first % 1000);
  writeThree(bytes, at + 8, Math.floor(second / 1000));
  writeThree(bytes, at + 11, second % 1000);
  // Five digits: the leading zero of six is overwritten by the group before.
  const upper = Math.floor(third / 1000);
  bytes[at + 14] = ZERO + Math.floor(upper / 10);
  bytes[at + 15] = ZERO + (upper % 10);
  writeThree(bytes, at + 16, third % 1000);
  return at + 19;
}

function writeThree(bytes: Uint8Array, at: number, group: number): void {
  bytes[at] = THREE_DIGITS[3 * group] as number;
  bytes[at + 1] = THREE_DIGITS[3 * group + 1] as number;
  bytes[at + 2] = THREE_DIGITS[3 * group + 2] as number;
}

function writeText(bytes: Uint8Array, at: number, text: string): number {
  for (let n = 0; n < text.length; n++) bytes[at + n] = text.charCodeAt(n);
  return at + text.length;
}
