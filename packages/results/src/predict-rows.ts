import type { Reject } from '@fairface/io';
import { Cosines, type FeatureStore } from './feature-blocks';
import { type FeatureIndex, findFeature } from './feature-index';
import { LONGEST_COSINE, writeCosine } from './format-cosine';
import { AMBIGUOUS, MISSING } from './key-table';
import { type PairFields, readPairFields } from './read-pair-fields';

/** A piece of a pair list: whole lines. */
export interface PairsTask {
  store: FeatureStore;
  index: FeatureIndex;
  bytes: Uint8Array;
  /** What a row of the output ends with. */
  lineEnd: string;
}

/** What came of a piece of a pair list. */
export interface PredictedRows {
  /** `first,second,cosine` of every pair. */
  output: Uint8Array;
  /** Bytes and lines read. */
  bytes: number;
  lines: number;
  /** Pairs written. */
  pairs: number;
  /** Rows left out; lines counted from 1 within the piece. */
  rejects: (Reject & { line: number })[];
  /** Empty lines at the end of the piece; they are no rejects where nothing follows. */
  emptyAtEnd: number;
}

/** What is said of an empty row between others. */
export const EMPTY_ROW = 'expected first,second; found an empty row';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const COMMA = 0x2c;

/** Computes the cosines of a piece of a pair list and writes its rows, from bytes to bytes. */
export function predictRows({ store, index, bytes, lineEnd }: PairsTask): PredictedRows {
  const cosines = new Cosines(store);
  const ending = Buffer.from(lineEnd);
  const rejects: PredictedRows['rejects'] = [];
  const fields: PairFields = { first: 0, firstEnd: 0, second: 0, secondEnd: 0, rowEnd: 0 };
  let output = new Uint8Array(2 * bytes.length + 64);
  let to = 0;
  let lines = 0;
  let pairs = 0;
  let emptyAtEnd = 0;
  const reject = (line: number, item: string, reason: string, detail: string): void => {
    rejects.push({ line, item, reason, detail });
  };
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at);
    const next = newline === -1 ? bytes.length : newline + 1;
    let end = newline === -1 ? bytes.length : newline;
    if (end > at && bytes[end - 1] === RETURN) end -= 1;
    const start = at;
    at = next;
    lines += 1;
    if (isEmpty(bytes, start, end)) {
      emptyAtEnd += 1;
      continue;
    }
    for (; emptyAtEnd > 0; emptyAtEnd--) reject(lines - emptyAtEnd, '', 'empty-row', EMPTY_ROW);

    if (!readPairFields(bytes, start, end, fields)) {
      reject(lines, text(bytes, start, end), 'malformed-row', 'expected at least two columns: first,second');
      continue;
    }
    const a = findFeature(index, bytes, fields.first, fields.firstEnd);
    const b = findFeature(index, bytes, fields.second, fields.secondEnd);
    const cosine = a >= 0 && b >= 0 ? cosines.cosine(a, b) : NaN;
    if (Number.isNaN(cosine)) {
      const [row, from, till] =
        a < 0 || (b >= 0 && !cosines.isUsable(a))
          ? [a, fields.first, fields.firstEnd]
          : [b, fields.second, fields.secondEnd];
      reject(lines, text(bytes, start, fields.rowEnd), ...explain(row, text(bytes, from, till)));
      continue;
    }
    const needed = fields.rowEnd - start + 1 + LONGEST_COSINE + ending.length;
    if (to + needed > output.length) {
      const larger = new Uint8Array(2 * output.length + needed);
      larger.set(output);
      output = larger;
    }
    for (let n = start; n < fields.rowEnd; n++) output[to++] = bytes[n] as number;
    output[to++] = COMMA;
    to = writeCosine(output, to, cosine);
    for (let n = 0; n < ending.length; n++) output[to++] = ending[n] as number;
    pairs += 1;
  }
  return { output: output.slice(0, to), bytes: bytes.length, lines, pairs, rejects, emptyAtEnd };
}

function explain(row: number, id: string): [reason: string, detail: string] {
  if (row === MISSING) return ['missing-feature', `no feature for "${id}"`];
  if (row === AMBIGUOUS) return ['ambiguous-id', `several features have the key "${id}"; name the image by its path`];
  return ['zero-feature', `the feature of "${id}" has no direction: its norm is zero or not finite`];
}

function isEmpty(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0x20 && bytes[at] !== 0x09) return false;
  }
  return true;
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}
