/** How the numbers of a feature line are written. */
export type NumberFormat =
  /** Six decimals, as C's `%.6f`. */
  | 'six-decimals'
  /** The shortest decimal that reads back as the same float32. */
  | 'shortest';

/** 10^0 ... 10^22, all exact as doubles. */
const POWERS = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
const power = (n: number): number => POWERS[n] ?? NaN;

/** Longest text of a float32: the sign, 39 digits, the point and six decimals. */
const LONGEST_NUMBER = 48;

const SPACE = 0x20;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/**
 * A line of a feature text file: the path, then every value, separated by single spaces; no line end.
 *
 * A path with white space, or one that begins with a double quote, is put in double quotes (a quote inside is doubled).
 *
 * @param vector `[D]`
 * @returns ASCII, but for the path, which is UTF-8.
 */
export function formatFeatureLine(path: string, vector: Float32Array, format: NumberFormat = 'six-decimals'): Buffer {
  const name = Buffer.from(quotePath(path));
  const line = Buffer.allocUnsafe(name.length + vector.length * (1 + LONGEST_NUMBER));
  let at = name.copy(line);
  const write = format === 'six-decimals' ? writeSixDecimals : writeShortest;
  for (const value of vector) {
    line[at++] = SPACE;
    at = write(line, at, value);
  }
  return line.subarray(0, at);
}

function quotePath(path: string): string {
  return /\s|^"/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
}

/** The float32 that each value becomes when it is written with six decimals and read again. */
export function roundToSixDecimals(vector: Float32Array): Float32Array {
  return vector.map((value) => {
    const rounded = millionths(value);
    return rounded > Number.MAX_SAFE_INTEGER ? value : (Math.sign(value) * rounded) / 1e6;
  });
}

/**
 * A float32 in millionths, without its sign, rounded to the nearest whole number, halves to the even one as C does. A
 * float32 times 10^6 has at most 24 + 14 significant bits, so the product is exact.
 */
function millionths(value: number): number {
  const exact = Math.abs(value) * 1e6;
  const rounded = Math.round(exact);
  return rounded - exact === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

function writeSixDecimals(bytes: Buffer, at: number, value: number): number {
  const rounded = millionths(value);
  if (rounded > Number.MAX_SAFE_INTEGER) return at + bytes.write(value.toFixed(6), at, 'latin1');
  return writeDecimal(bytes, writeSign(bytes, at, value), rounded, 6);
}

/**
 * Tries six to nine significant digits: six always survive float32, nine always tell two float32 apart. `digits / 10^d`
 * with both exact is the correctly rounded value of that text.
 */
function writeShortest(bytes: Buffer, at: number, value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return writeDecimal(bytes, writeSign(bytes, at, value), 0, 0);
  if (magnitude >= 1e-5 && magnitude < 1e5) {
    const before = 1 + Math.floor(Math.log10(magnitude));
    for (let length = 6; length <= 9; length++) {
      const decimals = length - before;
      const digits = Math.round(magnitude * power(decimals));
      if (Math.fround(digits / power(decimals)) === magnitude) {
        return writeTrimmed(bytes, writeSign(bytes, at, value), digits, decimals);
      }
    }
  }
  return at + bytes.write(shortestText(value), at, 'latin1');
}

/** For the very small, which have fewer digits (subnormal), and the very large. */
function shortestText(value: number): string {
  for (let length = 1; length < 9; length++) {
    const text = value.toPrecision(length);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

function writeSign(bytes: Buffer, at: number, value: number): number {
  if (value < 0 || Object.is(value, -0)) bytes[at++] = MINUS;
  return at;
}

/** Writes `digits / 10^decimals` without zeros at the end. */
function writeTrimmed(bytes: Buffer, at: number, digits: number, decimals: number): number {
  while (decimals > 0 && digits % 10 === 0) {
    digits /= 10;
    decimals -= 1;
  }
  return writeDecimal(bytes, at, digits, decimals);
}

/** Writes `digits / 10^decimals` with that many decimals and at least one digit before the point; returns the end. */
function writeDecimal(bytes: Buffer, at: number, digits: number, decimals: number): number {
  let length = decimals + 1;
  while (length < 17 && digits >= power(length)) length += 1;
  const end = at + length + (decimals > 0 ? 1 : 0);
  for (let to = end - 1, left = decimals; to >= at; to--, left--) {
    if (left === 0 && decimals > 0) {
      bytes[to--] = POINT;
    }
    const rest = Math.floor(digits / 10);
    bytes[to] = ZERO + digits - rest * 10;
    digits = rest;
  }
  return end;
}
