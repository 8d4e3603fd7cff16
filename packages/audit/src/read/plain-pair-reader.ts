import { KernelMemory } from '../kernels/kernel-memory';
import { MOST_ID_DIGITS } from './image-cache';
import type { PairColumns } from './pair-columns';
import type { AttributeTable } from './read-attributes';
import type { TakePlainRows } from './scan-csv';

/** Ids are whole numbers below this. */
const NUMBERS = 10 ** MOST_ID_DIGITS;
/** Bytes of the file that are looked at together, and rows. */
const WINDOW = 1 << 20;
const MOST_ROWS = 1 << 14;
/** Rows of the plain form are shorter: where less is left of a window, it is moved on. */
const LONGEST_ROW = 64;

/**
 * Reads rows of the commonest form, `12,34,0.5678` or with a label, by a WebAssembly program (`readPairs`), and leaves any
 * other row to the caller.
 */
export class PlainPairReader {
  readonly #kernels = new KernelMemory();
  readonly #columns: PairColumns;
  readonly #images: number;
  readonly #imageOfNumber: Int32Array;
  readonly #subjects: number;
  readonly #taken: { left: number; right: number; score: number; genuine: number };
  readonly #window: number;
  /** Of the bytes that are looked at now. */
  #seen: Uint8Array | undefined;
  #from = 0;
  #to = 0;

  /** @param subjectOf for each image its person, negative where there is none; `ids` are the images' names */
  constructor({ ids, subjectOf }: Pick<AttributeTable, 'ids' | 'subjectOf'>, columns: PairColumns) {
    const kernels = this.#kernels;
    this.#columns = columns;
    // Of these only pages that are touched take memory.
    this.#images = kernels.room(4 * NUMBERS);
    this.#subjects = kernels.place(subjectOf);
    this.#taken = {
      left: kernels.room(4 * MOST_ROWS),
      right: kernels.room(4 * MOST_ROWS),
      score: kernels.room(8 * MOST_ROWS),
      genuine: kernels.room(MOST_ROWS),
    };
    this.#window = kernels.room(WINDOW + LONGEST_ROW);
    const { bytes, ends } = ids.packed;
    kernels.within(() =>
      kernels.run.enterNumbers(kernels.place(bytes), kernels.place(ends), ends.length, this.#images),
    );
    this.#imageOfNumber = kernels.integers(this.#images, NUMBERS);
  }

  /** Says which image a whole number names, so that rows with it can be taken. */
  know(number: number, image: number): void {
    this.#imageOfNumber[number] = image + 1;
  }

  /** @param labelled whether a label follows the score */
  reading(labelled: boolean): TakePlainRows {
    return (bytes, start, length) => {
      if (bytes !== this.#seen || start + LONGEST_ROW > this.#to) this.#move(bytes, start, length);
      const { run } = this.#kernels;
      const { left, right, score, genuine } = this.#taken;
      const window = this.#window - this.#from;
      const next = run.readPairs(
        ...[window + start, window + this.#to, this.#images, NUMBERS, this.#subjects, labelled],
        ...[left, right, score, genuine, MOST_ROWS],
      );
      return { rows: this.#keep(run.rowsTaken.value), end: next - window };
    };
  }

  #move(bytes: Uint8Array, start: number, length: number): void {
    this.#seen = bytes;
    this.#from = start;
    this.#to = Math.min(length, start + WINDOW);
    this.#kernels.bytes(this.#window, WINDOW).set(bytes.subarray(start, this.#to));
  }

  #keep(rows: number): number {
    const { left, right, score, genuine } = this.#taken;
    const kernels = this.#kernels;
    this.#columns.addAll({
      length: rows,
      left: kernels.integers(left, rows),
      right: kernels.integers(right, rows),
      score: kernels.doubles(score, rows),
      genuine: kernels.bytes(genuine, rows),
    });
    return rows;
  }
}
