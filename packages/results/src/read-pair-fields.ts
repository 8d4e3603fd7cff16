/** Where the first two columns of a row are, as offsets of bytes. */
export interface PairFields {
  /** The first id, without quotes and without white space around it. */
  first: number;
  firstEnd: number;
  second: number;
  secondEnd: number;
  /** End of the second column as it is written, quotes included. */
  rowEnd: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * Finds the first two columns of a comma-separated row. A column may be in double quotes; a quote inside a column, doubled
 * or not, is kept as it is.
 *
 * @param fields is filled in: no object is made for a row
 * @returns whether both are there and not empty
 */
export function readPairFields(bytes: Uint8Array, start: number, end: number, fields: PairFields): boolean {
  const comma = columnEnd(bytes, start, end);
  if (comma === end) return false;
  const rowEnd = columnEnd(bytes, comma + 1, end);
  fields.first = columnStart(bytes, start, comma);
  fields.firstEnd = trimEnd(bytes, fields.first, comma);
  fields.second = columnStart(bytes, comma + 1, rowEnd);
  fields.secondEnd = trimEnd(bytes, fields.second, rowEnd);
  fields.rowEnd = rowEnd;
  return fields.firstEnd > fields.first && fields.secondEnd > fields.second;
}

/** The comma after the column that starts at `at`, or `end`. */
function columnEnd(bytes: Uint8Array, at: number, end: number): number {
  let quoted = false;
  while (at < end && (quoted || bytes[at] !== COMMA)) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    at += 1;
  }
  return at;
}

function columnStart(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isBlank(bytes[at])) at += 1;
  return at < end && bytes[at] === QUOTE ? at + 1 : at;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  return end > start && bytes[start - 1] === QUOTE && bytes[end - 1] === QUOTE ? end - 1 : end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
