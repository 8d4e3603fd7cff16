/** What {@link parseFeatureLine} found, where it is not the position after a well-formed line. */
export const MALFORMED = -1;
/** A value does not fit the target: see `scaled` of {@link parseFeatureLine}. */
export const NEEDS_FLOAT64 = -2;

const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Up to 15 digits are exact in a double, and so is a power of ten up to 10^22: their quotient is correctly rounded. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** In a scaled row: the values are counted in millionths ... */
const SCALE_DIGITS = 6;
/** ... and whole numbers up to this one are exact in float32. */
const LARGEST_SCALED = 2 ** 24;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads the numbers of a line of a feature text file from its bytes, without making strings: every byte of a file of
 * gigabytes passes here.
 *
 * @param bytes holds the line
 * @param start where the path ends: see {@link pathEnd}
 * @param end end of the line, without its line end
 * @param target where `dimension` values are written, from `offset` on
 * @param scaled write the values times 10^6. A file of six decimals then keeps its values exactly, as whole numbers, in
 * float32; cosines do not change. Other values give {@link NEEDS_FLOAT64}.
 * @returns `end`, or {@link MALFORMED} or {@link NEEDS_FLOAT64}; then the target holds a part of the line.
 */
export function parseFeatureLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Float32Array | Float64Array,
  offset: number,
  dimension: number,
  scaled = false,
): number {
  let at = start;
  for (let n = 0; n < dimension; n++) {
    const before = at;
    while (at < end && isBlank(bytes[at])) at += 1;
    if (at === before || at === end) return MALFORMED;

    const first = at;
    let byte = bytes[at] as number;
    const negative = byte === MINUS;
    if (negative || byte === PLUS) at += 1;
    let value = 0;
    const digitsFrom = at;
    while (at < end && (byte = bytes[at] as number) >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      at += 1;
    }
    let digits = at - digitsFrom;
    let decimals = 0;
    if (at < end && byte === POINT) {
      at += 1;
      const decimalsFrom = at;
      while (at < end && (byte = bytes[at] as number) >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO);
        at += 1;
      }
      decimals = at - decimalsFrom;
      digits += decimals;
    }

    if (digits === 0 || digits > EXACT_DIGITS || (at < end && !isBlank(bytes[at]))) {
      // An exponent, more digits than are exact, or no number.
      while (at < end && !isBlank(bytes[at])) at += 1;
      const slow = parseNumber(bytes, first, at);
      if (!Number.isFinite(slow)) return MALFORMED;
      if (scaled) return NEEDS_FLOAT64;
      target[offset + n] = slow;
    } else if (scaled) {
      if (decimals > SCALE_DIGITS) return NEEDS_FLOAT64;
      if (decimals < SCALE_DIGITS) value *= POWERS[SCALE_DIGITS - decimals] as number;
      if (value > LARGEST_SCALED) return NEEDS_FLOAT64;
      target[offset + n] = negative ? -value : value;
    } else {
      if (decimals > 0) value /= POWERS[decimals] as number;
      target[offset + n] = negative ? -value : value;
    }
  }
  while (at < end && isBlank(bytes[at])) at += 1;
  return at === end ? end : MALFORMED;
}

/** A number written in decimal; NaN for anything else, also for what JavaScript alone would take (`0x1f`, `Infinity`). */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** Where the path of a feature line ends: at the first white space, or after the closing quote. */
export function pathEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === QUOTE) {
    for (at += 1; at < end; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) return at + 1;
      at += 1;
    }
    return end;
  }
  while (at < end && !isBlank(bytes[at])) at += 1;
  return at;
}

/** The path between `start` and `end`, without its quotes. */
export function pathText(bytes: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** How many values a feature line has after its path. */
export function countValues(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (!isBlank(bytes[at]) && isBlank(bytes[at - 1])) count += 1;
  }
  return count;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}
