import { InputError, readPieces } from '@fairface/io';

const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const MOST_COLUMNS = 4096;
const LONGEST_LINE = 1 << 20;

/** A row while it is looked at: field n is bytes[starts[n], ends[n]). The same object serves every row. */
export interface CsvRow {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Fields in the row. */
  count: number;
  /** Line of the file on which the row starts, counted from 1. */
  line: number;
}

/**
 * Takes the rows from `start` on by itself, up to one that is not complete or not of the plain form: returns how many they
 * were, each on a line of its own, and where the next row starts.
 */
export type TakePlainRows = (bytes: Uint8Array, start: number, length: number) => { rows: number; end: number };

/**
 * Walks a comma-separated file (RFC 4180; byte-order mark, Windows line ends and gzip allowed) and shows every row that is
 * not empty to `onRow`, as bytes: no string is made. `onRow` must take what it needs before it returns. Yields the number of
 * lines after every piece of the file, so that the caller can report progress and rejects as it goes.
 *
 * @param takePlain is asked first, wherever a row starts.
 * @throws InputError `line-too-long`, `open-quote` or as `readPieces` of `@fairface/io`.
 */
export async function* scanCsv(
  path: string,
  onRow: (row: CsvRow) => void,
  takePlain: TakePlainRows = (_, start) => ({ rows: 0, end: start }),
): AsyncGenerator<number, void> {
  const scanner = new Scanner(path, onRow, takePlain);
  for await (const piece of readPieces(path)) yield scanner.push(piece);
  yield scanner.end();
}

class Scanner {
  readonly #path: string;
  readonly #onRow: (row: CsvRow) => void;
  readonly #takePlain: TakePlainRows;
  readonly #row: CsvRow = {
    bytes: new Uint8Array(0),
    starts: new Int32Array(MOST_COLUMNS),
    ends: new Int32Array(MOST_COLUMNS),
    count: 0,
    line: 0,
  };
  #rest: Buffer = Buffer.alloc(0);
  #lines = 0;
  #first = true;

  constructor(path: string, onRow: (row: CsvRow) => void, takePlain: TakePlainRows) {
    this.#path = path;
    this.#onRow = onRow;
    this.#takePlain = takePlain;
  }

  /** Shows the rows of a piece, whose memory serves the next one; returns the number of lines so far. */
  push(chunk: Buffer): number {
    let bytes = this.#rest.length === 0 ? chunk : this.#finishRow(chunk);
    if (this.#first) {
      if (bytes.length < 3) {
        this.#rest = Buffer.from(bytes);
        return 0;
      }
      this.#first = false;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    const used = this.#rows(bytes, false);
    this.#rest = Buffer.from(bytes.subarray(used));
    if (this.#rest.length > LONGEST_LINE) throw this.#tooLong();
    return this.#lines;
  }

  /** Shows the row that began in the piece before, where it ends in this one; returns what is still to be shown. */
  #finishRow(chunk: Buffer): Buffer {
    const end = chunk.indexOf(NEWLINE) + 1;
    const row = Buffer.concat([this.#rest, chunk.subarray(0, end)]);
    // A line end within quotes ends no row.
    if (this.#first || end === 0 || this.#rows(row, false) < row.length) return Buffer.concat([this.#rest, chunk]);
    return chunk.subarray(end);
  }

  end(): number {
    const used = this.#rows(this.#rest, true);
    if (used < this.#rest.length) throw this.#tooLong();
    return this.#lines;
  }

  /** Shows all complete rows; returns how many bytes they took. */
  #rows(bytes: Buffer, last: boolean): number {
    const row = this.#row;
    const length = bytes.length;
    const takePlain = this.#takePlain;
    let start = 0;
    while (start < length) {
      const plain = takePlain(bytes, start, length);
      if (plain.rows > 0) {
        this.#lines += plain.rows;
        start = plain.end;
        continue;
      }
      const at = splitFields(row, bytes, start);
      if (bytes[at] === QUOTE) {
        const next = this.#quotedRow(bytes, start, last);
        if (next < 0) return start;
        start = next;
        continue;
      }
      if (at === length && !last) return start;
      this.#lines++;
      if (row.count > 1 || (row.ends[0] as number) > start) {
        row.line = this.#lines;
        this.#onRow(row);
      }
      start = at + 1;
    }
    return Math.min(start, length);
  }

  /** A row with quotes, rewritten without them; returns where the next row starts, or -1 where the row is not complete. */
  #quotedRow(bytes: Buffer, start: number, last: boolean): number {
    const row = this.#row;
    const plain: number[] = [];
    let count = 0;
    let inside = false;
    let lines = 1;
    let at = start;
    row.starts[0] = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        if (inside && bytes[at + 1] === QUOTE) {
          plain.push(QUOTE);
          at++;
        } else inside = !inside;
      } else if (byte === COMMA && !inside) {
        row.ends[count] = plain.length;
        count++;
        row.starts[count] = plain.length;
      } else if (byte === NEWLINE && !inside) break;
      else {
        if (byte === NEWLINE) lines++;
        plain.push(byte);
      }
    }
    if (at === bytes.length && (inside || !last)) return -1;
    if (plain.at(-1) === RETURN) plain.pop();
    row.ends[count] = plain.length;
    row.bytes = Uint8Array.from(plain);
    row.count = Math.min(count + 1, MOST_COLUMNS);
    row.line = this.#lines + 1;
    this.#lines += lines;
    this.#onRow(row);
    return at + 1;
  }

  #tooLong(): InputError {
    const quote = this.#rest.includes(QUOTE);
    return new InputError({
      code: quote ? 'open-quote' : 'line-too-long',
      file: this.#path,
      line: this.#lines + 1,
      message: quote ? 'a double quote opens here and is never closed' : `a line is longer than ${LONGEST_LINE} bytes`,
      expected: 'comma-separated values, one row a line',
      hint: 'Check that this is the right file',
    });
  }
}

/** Fills in the fields of the row from `start` on; returns where it ends, at a line end, a quote or behind all bytes. */
function splitFields(row: CsvRow, bytes: Uint8Array, start: number): number {
  const { starts, ends } = row;
  const length = bytes.length;
  let at = start;
  let count = 0;
  starts[0] = start;
  for (; at < length; at++) {
    const byte = bytes[at] as number;
    if (byte > COMMA) continue;
    if (byte === COMMA) {
      ends[count] = at;
      count++;
      if (count < MOST_COLUMNS) starts[count] = at + 1;
    } else if (byte === NEWLINE || byte === QUOTE) break;
  }
  ends[count] = at > start && bytes[at - 1] === RETURN ? at - 1 : at;
  row.bytes = bytes;
  row.count = Math.min(count + 1, MOST_COLUMNS);
  return at;
}
