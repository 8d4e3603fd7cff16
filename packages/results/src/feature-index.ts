import { findKey, KeyTableBuilder, type KeyTable, MISSING } from './key-table';

/** Finds the row of a feature by the id that a pair list uses for it. Lies in memory that threads share. */
export interface FeatureIndex {
  /** Keys as they are written. */
  texts: KeyTable;
  /** Base names that are integers, without leading zeros. */
  integers: KeyTable;
}

/** The paths of features as bytes, end to end. */
export interface FeatureNames {
  bytes: Uint8Array;
  /** Where each path ends. */
  ends: Uint32Array;
  /** The row of each. */
  rows: Int32Array;
}

const ZERO = 0x30;
const NINE = 0x39;
const PLUS = 0x2b;
const MINUS = 0x2d;
const SLASH = 0x2f;
const DOT = 0x2e;

const CROPPED = Buffer.from('_cropped');

/** Keys of a path, the integer apart. */
const KEYS = 5;

/**
 * Makes the index. The row of an id is that of the feature which has it as its key, searched in this order:
 *
 * 1. the path in the feature file,
 * 2. the path without `_cropped` before its extension (`a/1_cropped.jpg` is the crop of `a/1.jpg`),
 * 3. the path without its extension,
 * 4. the base name up to its first dot, as the reference does,
 * 5. the same without `_cropped` at its end,
 * 6. the last two as integers (`007` is 7), as the reference does.
 *
 * A key that two features share at the level where it is found is ambiguous.
 */
export function indexFeatures({ bytes: names, ends, rows }: FeatureNames): FeatureIndex {
  // Keys are pieces of the paths, but for those of level 2 and the integers, none of which is longer than its path: they
  // are put behind.
  const bytes = new Uint8Array(new SharedArrayBuffer(3 * names.length));
  bytes.set(names);
  let free = names.length;
  const texts = new KeyTableBuilder(bytes, KEYS * rows.length);
  const integers = new KeyTableBuilder(bytes, rows.length);
  for (const [n, row] of rows.entries()) {
    const start = n === 0 ? 0 : (ends[n - 1] as number);
    const end = ends[n] as number;
    const { base, extension, dot } = partsOf(bytes, start, end);
    texts.add(start, end, row, 1);
    if (endsCropped(bytes, base, extension)) {
      const from = free;
      bytes.copyWithin(from, start, extension - CROPPED.length);
      free += extension - CROPPED.length - start;
      bytes.copyWithin(free, extension, end);
      free += end - extension;
      texts.add(from, free, row, 2);
    }
    texts.add(start, extension, row, 3);
    texts.add(base, dot, row, 4);
    const bare = endsCropped(bytes, base, dot) ? dot - CROPPED.length : dot;
    texts.add(base, bare, row, 5);
    const length = writeInteger(bytes, base, bare, bytes, free);
    if (length > 0) integers.add(free, free + length, row, 6);
    free += length;
  }
  return { texts: texts.table, integers: integers.table };
}

/** Room for the integer of a key; longer ones are found by their text only. */
const scratch = new Uint8Array(64);

/** The row of the id between `start` and `end` of `bytes`, or MISSING or AMBIGUOUS. */
export function findFeature({ texts, integers }: FeatureIndex, bytes: Uint8Array, start: number, end: number): number {
  const row = findKey(texts, bytes, start, end);
  if (row !== MISSING || end - start > scratch.length) return row;
  const length = writeInteger(bytes, start, end, scratch, 0);
  return length === 0 ? MISSING : findKey(integers, scratch, 0, length);
}

/** Writes the integer between `start` and `end` without plus sign and leading zeros; returns its length, 0 if it is none. */
function writeInteger(bytes: Uint8Array, start: number, end: number, target: Uint8Array, to: number): number {
  const signed = bytes[start] === MINUS || bytes[start] === PLUS;
  let at = signed ? start + 1 : start;
  if (at === end) return 0;
  for (let n = at; n < end; n++) {
    if ((bytes[n] as number) < ZERO || (bytes[n] as number) > NINE) return 0;
  }
  while (at < end - 1 && bytes[at] === ZERO) at += 1;
  const from = to;
  if (bytes[start] === MINUS && bytes[at] !== ZERO) target[to++] = MINUS;
  while (at < end) target[to++] = bytes[at++] as number;
  return to - from;
}

/** Where the base name of a path starts, where its extension does (at the last dot), and where its first dot is. */
function partsOf(bytes: Uint8Array, start: number, end: number): { base: number; extension: number; dot: number } {
  let base = start;
  let extension = end;
  let dot = end;
  for (let at = start; at < end; at++) {
    if (bytes[at] === SLASH) {
      base = at + 1;
      extension = end;
      dot = end;
    } else if (bytes[at] === DOT) {
      extension = at;
      if (dot === end) dot = at;
    }
  }
  return { base, extension, dot };
}

function endsCropped(bytes: Uint8Array, start: number, end: number): boolean {
  const from = end - CROPPED.length;
  if (from <= start) return false;
  for (let n = 0; n < CROPPED.length; n++) if (bytes[from + n] !== CROPPED[n]) return false;
  return true;
}
