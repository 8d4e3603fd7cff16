import { InputError, readLines, type Reject } from '@fairface/io';
import type { FaceRecord } from './face-record';
import { parseRecord } from './parse-record';

/** A line of a record file: a face, or why it is none. */
export type RecordLine = { line: number; record: FaceRecord } | { line: number; reject: Reject };

/**
 * The lines of a record file (byte-order mark, Windows line ends and gzip allowed), one at a time. Empty lines and lines
 * that start with `#` are passed over; a line that cannot be used is given as a reject.
 *
 * @throws InputError `missing-file`, `not-a-file` or `unreadable-file`.
 */
export async function* readRecords(path: string): AsyncGenerator<RecordLine> {
  for await (const { number, text } of readLines(path)) {
    if (isRecordLine(text)) yield parseLine(path, number, text);
  }
}

/** Whether a line is meant to be a record. */
export function isRecordLine(text: string): boolean {
  return text.trim() !== '' && !text.startsWith('#');
}

function parseLine(file: string, line: number, text: string): RecordLine {
  try {
    return { line, record: parseRecord(text) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { line, reject: { item: `${file}:${line}`, reason: error.code, detail: error.message } };
  }
}
