import { parseFeatureLine } from '@fairface/features';
import { MOST_WASM_PAGES } from '@fairface/io';
import { type Dot, DOT_STEP, linkDot } from './dot-program';

/**
 * What the values of a row are:
 * `millionths` float32 whole numbers, for text with six decimals: exact, at half the memory of doubles;
 * `single` float32 as they are, for `.npy`;
 * `double` float64, for all other text.
 * A cosine does not depend on the scale of its vectors.
 */
export type ValueKind = 'millionths' | 'single' | 'double';

/** Rows of a block; a power of two. */
export const BLOCK_ROWS = 1024;

const PAGE = 65536;

/**
 * Features in memory that threads share. Row `r` is row `r % BLOCK_ROWS` of block `floor(r / BLOCK_ROWS)`. A block is its
 * rows, each padded with zeros, and behind them the squared L2 norm of each as a double.
 */
export interface FeatureStore {
  memory: WebAssembly.Memory;
  kind: ValueKind;
  dimension: number;
  /** Address of every block. */
  blocks: number[];
}

/** Memory for features; blocks are made in it by growing it, which threads may do at the same time. */
export function featureMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 0, maximum: MOST_WASM_PAGES, shared: true });
}

/** Bytes of a row. */
function rowBytes(kind: ValueKind, dimension: number): number {
  return Math.ceil(dimension / DOT_STEP) * DOT_STEP * (kind === 'double' ? 8 : 4);
}

/** Fills blocks row by row, so that the number of rows need not be known before. */
export class BlockBuilder {
  /** Address of every block. */
  readonly blocks: number[] = [];
  readonly #memory: WebAssembly.Memory;
  readonly #kind: ValueKind;
  readonly #dimension: number;
  readonly #rowBytes: number;
  #rows = 0;
  #values: Float32Array | Float64Array = new Float32Array(0);
  #squares: Float64Array = new Float64Array(0);
  readonly #dot: Dot;

  constructor(memory: WebAssembly.Memory, kind: ValueKind, dimension: number) {
    this.#memory = memory;
    this.#kind = kind;
    this.#dimension = dimension;
    this.#rowBytes = rowBytes(kind, dimension);
    this.#dot = linkDot(memory, kind === 'double' ? 'float64' : 'float32');
  }

  /**
   * Adds the row of a line of a text file; returns what `parseFeatureLine` returns.
   *
   * @throws Error {@link OUT_OF_MEMORY}
   */
  addLine(bytes: Uint8Array, start: number, end: number): number {
    const offset = this.#nextRow();
    const found = parseFeatureLine(
      bytes,
      start,
      end,
      this.#values,
      offset,
      this.#dimension,
      this.#kind === 'millionths',
    );
    if (found >= 0) this.#finishRow();
    return found;
  }

  /**
   * Adds a row.
   *
   * @throws Error {@link OUT_OF_MEMORY}
   */
  addVector(vector: Float32Array): void {
    const offset = this.#nextRow();
    this.#values.set(vector, offset);
    this.#finishRow();
  }

  /** Where the next row begins in the values of its block. */
  #nextRow(): number {
    if (this.#rows === this.blocks.length * BLOCK_ROWS) this.#grow();
    return ((this.#rows % BLOCK_ROWS) * this.#rowBytes) / this.#values.BYTES_PER_ELEMENT;
  }

  #finishRow(): void {
    const row = this.#rows % BLOCK_ROWS;
    const address = this.#values.byteOffset + row * this.#rowBytes;
    this.#squares[row] = this.#dot(address, address, address + this.#rowBytes);
    this.#rows += 1;
  }

  #grow(): void {
    const length = BLOCK_ROWS * this.#rowBytes;
    const address = PAGE * grow(this.#memory, Math.ceil((length + 8 * BLOCK_ROWS) / PAGE));
    const { buffer } = this.#memory;
    this.#values =
      this.#kind === 'double'
        ? new Float64Array(buffer, address, length / 8)
        : new Float32Array(buffer, address, length / 4);
    this.#squares = new Float64Array(buffer, address + length, BLOCK_ROWS);
    this.blocks.push(address);
  }
}

/** Message of the error where the memory cannot grow. A message is all that a thread's error keeps for sure. */
export const OUT_OF_MEMORY = 'no memory for more features';

function grow(memory: WebAssembly.Memory, pages: number): number {
  try {
    return memory.grow(pages);
  } catch (cause) {
    throw new Error(OUT_OF_MEMORY, { cause });
  }
}

/** Squared norms outside of this range would make their product overflow or vanish, or are those of a zero vector. */
const SMALLEST_SQUARE = 1e-150;
const LARGEST_SQUARE = 1e150;

/** Computes with the rows of a store. */
export class Cosines {
  readonly #blocks: number[];
  readonly #rowBytes: number;
  readonly #squares: Float64Array;
  readonly #dot: Dot;

  constructor({ memory, kind, dimension, blocks }: FeatureStore) {
    this.#blocks = blocks;
    this.#rowBytes = rowBytes(kind, dimension);
    this.#squares = new Float64Array(memory.buffer);
    this.#dot = linkDot(memory, kind === 'double' ? 'float64' : 'float32');
  }

  /** The cosine of two rows, from -1 to 1, exactly 1 for a row and itself; NaN where a row has no direction. */
  cosine(a: number, b: number): number {
    const squares = this.#square(a) * this.#square(b);
    const from = this.#address(a);
    const product = this.#dot(from, this.#address(b), from + this.#rowBytes);
    // sqrt(s * s) is exactly s. Rounding may take a cosine a little beyond one.
    return Math.max(-1, Math.min(1, product / Math.sqrt(squares)));
  }

  /** Whether a row has a direction: its norm is not zero and can be computed with. */
  isUsable(row: number): boolean {
    return !Number.isNaN(this.#square(row));
  }

  /** The squared norm of a row; NaN where it has no direction. */
  #square(row: number): number {
    const block = this.#blocks[Math.floor(row / BLOCK_ROWS)] as number;
    const square = this.#squares[(block + BLOCK_ROWS * this.#rowBytes) / 8 + (row % BLOCK_ROWS)] as number;
    return square > SMALLEST_SQUARE && square < LARGEST_SQUARE ? square : NaN;
  }

  #address(row: number): number {
    return (this.#blocks[Math.floor(row / BLOCK_ROWS)] as number) + (row % BLOCK_ROWS) * this.#rowBytes;
  }
}
