import { BLANK, COMMA, NEWLINE, QUOTE, RETURN } from './bytes';

const NONE: u32 = 0xffffffff;

/**
 * Finds the fields of a table without quotes, in bytes [start, end), of which each row has `columns`.
 *
 * @param fields for each field of each row two addresses, where it starts and where it ends
 * @returns the number of rows, or 2^32 - 1 where the table is not of that form
 */
export function splitRows(start: usize, end: usize, columns: u32, fields: usize): u32 {
  let rows: u32 = 0;
  for (let at = start; at < end; rows++) {
    let field = fields + <usize>(rows * columns) * 8;
    let column: u32 = 0;
    store<u32>(field, <u32>at);
    for (; at < end; at++) {
      const byte: u32 = load<u8>(at);
      if (byte == QUOTE) return NONE;
      if (byte == NEWLINE) break;
      if (byte != COMMA) continue;
      if (++column == columns) return NONE;
      store<u32>(field + 4, <u32>at);
      field += 8;
      store<u32>(field, <u32>at + 1);
    }
    if (column + 1 != columns) return NONE;
    const last = <usize>load<u32>(field);
    store<u32>(field + 4, at > last && load<u8>(at - 1) == RETURN ? <u32>at - 1 : <u32>at);
    at++;
  }
  return rows;
}

/** The distinct texts of one column of a table of `splitRows`. */
// prettier-ignore
class Names {
  fields: u32;
  columns: u32;
  column: u32;
  /** A hash table: number + 1 of a text, or 0 for a free slot; there are `mask` + 1. */
  slots: u32;
  mask: u32;
  /** For each number the row where its text stands first. */
  firsts: u32;
  count: u32;
}

/**
 * Numbers the distinct texts of a column, in the order in which they come.
 *
 * @param state a `Names`, whose slots are 0
 * @param trim whether blanks around a text do not count, and a text without anything else is none
 * @param numbers for each row the number of its text
 * @returns how many there are, or 2^32 - 1 where a row has none
 */
export function numberTexts(state: usize, rows: u32, trim: bool, numbers: usize): u32 {
  const names = changetype<Names>(state);
  for (let row: u32 = 0; row < rows; row++) {
    const field = fieldOf(names, row);
    let start = load<u32>(field);
    let end = load<u32>(field + 4);
    if (trim) {
      while (start < end && <u32>load<u8>(start) <= BLANK) start++;
      while (end > start && <u32>load<u8>(end - 1) <= BLANK) end--;
      if (start == end) return NONE;
      store<u32>(field, start);
      store<u32>(field + 4, end);
    }
    const slot = locate(names, start, end);
    let number = load<u32>(slot);
    if (number == 0) {
      store<u32>(names.firsts + (names.count << 2), row);
      number = ++names.count;
      store<u32>(slot, number);
    }
    store<u32>(numbers + ((<usize>row) << 2), number - 1);
  }
  return names.count;
}

/** The number of a text of `numberTexts`, or -1. */
export function findText(state: usize, start: u32, end: u32): i32 {
  return <i32>load<u32>(locate(changetype<Names>(state), start, end)) - 1;
}

/** Writes the texts of all numbers one behind the other, and where each of them ends; returns how many bytes they take. */
export function packTexts(state: usize, bytes: usize, ends: usize): u32 {
  const names = changetype<Names>(state);
  let size: u32 = 0;
  for (let number: u32 = 0; number < names.count; number++) {
    const field = fieldOf(names, load<u32>(names.firsts + (number << 2)));
    const length = load<u32>(field + 4) - load<u32>(field);
    memory.copy(bytes + size, load<u32>(field), length);
    size += length;
    store<u32>(ends + ((<usize>number) << 2), size);
  }
  return size;
}

function fieldOf(names: Names, row: u32): usize {
  return names.fields + ((row * names.columns + names.column) << 3);
}

/** The slot that holds a text, or the free one where it belongs. */
function locate(names: Names, start: u32, end: u32): usize {
  // FNV-1a over the bytes, then mixed so that the low bits depend on all of them.
  let code: u32 = 0x811c9dc5;
  for (let at = start; at < end; at++) code = (code ^ load<u8>(at)) * 0x01000193;
  let place = code ^ (code >> 15);
  let slot = slotAt(names, place);
  while (load<u32>(slot) != 0 && !isText(names, load<u32>(slot) - 1, start, end)) slot = slotAt(names, ++place);
  return slot;
}

function slotAt(names: Names, place: u32): usize {
  return names.slots + ((place & names.mask) << 2);
}

function isText(names: Names, number: u32, start: u32, end: u32): bool {
  const field = fieldOf(names, load<u32>(names.firsts + (number << 2)));
  const known = load<u32>(field);
  return load<u32>(field + 4) - known == end - start && memory.compare(known, start, end - start) == 0;
}
