import { open, stat } from 'node:fs/promises';
import { KernelMemory } from '../kernels/kernel-memory';
import type { CsvRow } from './scan-csv';

/** Larger tables are read row by row. */
const MOST_BYTES = 1 << 26;
/** What the programs answer where a table is not of this form. */
const NONE = -1;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** Distinct texts of a column, numbered in the order in which they come. */
export interface NameTable {
  /** All of them, one behind the other, and where each ends. */
  readonly packed: { bytes: Uint8Array; ends: Int32Array };
  /** The number of the text bytes[start, end), or -1. */
  find(bytes: Uint8Array, start: number, end: number): number;
}

/** A column of a `PlainTable`. */
export interface PlainColumn {
  names: NameTable;
  /** For each row the number of its text. */
  numbers: Int32Array;
}

/** A comma-separated table without quotes, of which every row has a field for each column; in the memory of kernels. */
export class PlainTable {
  private constructor(
    /** The first row. */
    readonly header: CsvRow,
    /** Rows below the header. */
    readonly rows: number,
    private readonly kernels: KernelMemory,
    private readonly fields: number,
  ) {}

  /** Reads a table; `undefined` where it is not of this form or cannot be read. */
  static async read(path: string): Promise<PlainTable | undefined> {
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    );
    if (size === 0 || size > MOST_BYTES) return undefined;
    const bytes = Buffer.allocUnsafeSlow(size);
    const handle = await open(path);
    const { bytesRead } = await handle.read(bytes, 0, size, 0).finally(() => handle.close());
    return bytesRead === size ? PlainTable.of(bytes) : undefined;
  }

  static of(bytes: Buffer): PlainTable | undefined {
    const start = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
    const end = bytes.indexOf('\n', start);
    if (end < 0 || end + 1 === bytes.length) return undefined;
    const header = headerRow(bytes, start, end);
    if (header === undefined) return undefined;
    const kernels = new KernelMemory();
    const text = kernels.place(bytes.subarray(end + 1));
    // A row has a byte a column at least, with what ends its fields. Only memory that is written to is taken.
    const fields = kernels.room(8 * (bytes.length + header.count));
    const rows = kernels.run.splitRows(text, text + bytes.length - end - 1, header.count, fields) | 0;
    return rows === NONE ? undefined : new PlainTable(header, rows, kernels, fields);
  }

  /**
   * A column with its texts numbered.
   *
   * @param trim whether blanks around a text do not count, and every row must have one
   * @returns `undefined` where a row has none
   */
  column(column: number, trim: boolean): PlainColumn | undefined {
    const { kernels, rows } = this;
    const slots = 2 ** Math.ceil(Math.log2(2 * rows + 2));
    const [table, firsts] = [kernels.cleared(4 * slots), kernels.room(4 * rows)];
    const names = Int32Array.of(this.fields, this.header.count, column, table, slots - 1, firsts, 0);
    const [state, numbers] = [kernels.place(names), kernels.room(4 * rows)];
    const count = kernels.run.numberTexts(state, rows, trim, numbers) | 0;
    if (count === NONE) return undefined;
    return {
      numbers: kernels.integers(numbers, rows).slice(),
      names: {
        packed: this.#pack(state, count),
        find: (bytes, start, end) =>
          kernels.within(() => {
            const text = kernels.place(bytes.subarray(start, end));
            return kernels.run.findText(state, text, text + end - start);
          }),
      },
    };
  }

  #pack(state: number, count: number): NameTable['packed'] {
    const { kernels, rows, fields, header } = this;
    return kernels.within(() => {
      const all = kernels.integers(fields, 2 * rows * header.count);
      const bytes = kernels.room((all.at(-1) ?? 0) - (all[0] ?? 0));
      const ends = kernels.room(4 * count);
      const size = kernels.run.packTexts(state, bytes, ends);
      return { bytes: kernels.bytes(bytes, size).slice(), ends: kernels.integers(ends, count).slice() };
    });
  }
}

/** The first row of a table; `undefined` where it has quotes. */
function headerRow(bytes: Buffer, start: number, end: number): CsvRow | undefined {
  const line = bytes.toString('latin1', start, end).replace(/\r$/, '');
  if (line.includes('"')) return undefined;
  let at = start;
  const ends = line.split(',').map((field) => {
    const fieldEnd = at + field.length;
    at = fieldEnd + 1;
    return fieldEnd;
  });
  const starts = [start, ...ends.slice(0, -1).map((one) => one + 1)];
  return { bytes, starts: Int32Array.from(starts), ends: Int32Array.from(ends), count: ends.length, line: 1 };
}
