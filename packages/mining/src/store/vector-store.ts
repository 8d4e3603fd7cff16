import { InputError, MOST_WASM_PAGES } from '@fairface/io';
import { rowBytes, TILE } from './product-program';

/** Length that vectors are given before their values are rounded to whole numbers: products stay below 2^30. */
export const UNIT = 32767;

/** What a product is divided by to be a cosine. */
export const UNIT_SQUARE = UNIT * UNIT;

/** The vectors of one group, in memory that threads share. A row is a vector's number within its group. */
export interface GroupVectors {
  readonly name: string;
  readonly memory: WebAssembly.Memory;
  readonly dimension: number;
  /** Vectors. */
  readonly count: number;
  /** Address of every tile of 64 rows, up to 4 GiB; the last one ends with rows of zeros. */
  readonly tiles: Uint32Array;
  /** The person of every row. */
  readonly people: Int32Array;
  /** The number of every row's image among all. */
  readonly images: Int32Array;
}

/** Where a task may put rows and products: two tiles and a tile of int32. */
export interface Scratch {
  readonly tiles: readonly [number, number];
  readonly products: number;
}

const PAGE = 65536;

/** Pages by which the memory grows at least. */
const GROWTH = 256;

/** Gathers vectors by group. Memory: two bytes a value. */
export class VectorStore {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_WASM_PAGES, shared: true });
  readonly #tileBytes: number;
  readonly #groups = new Map<string, { tiles: number[]; people: number[]; images: number[] }>();
  #free = PAGE;
  #size = PAGE;
  #values: Int16Array;

  /**
   * @param file - named where memory ends
   */
  constructor(
    readonly file: string,
    readonly dimension: number,
  ) {
    this.#tileBytes = TILE * rowBytes(dimension);
    this.#values = new Int16Array(this.memory.buffer);
  }

  /**
   * Adds a vector, of whatever length.
   *
   * @returns false for a vector without direction, which is not added
   * @throws InputError `too-many-features` where memory ends.
   */
  add(group: string, person: number, image: number, vector: Float32Array): boolean {
    let square = 0;
    for (const value of vector) square += value * value;
    if (!(square > 0 && square < Infinity)) return false;
    const scale = UNIT / Math.sqrt(square);
    const found = this.#groups.get(group) ?? { tiles: [], people: [], images: [] };
    this.#groups.set(group, found);
    const row = found.images.length % TILE;
    if (row === 0) found.tiles.push(this.#allocate(this.#tileBytes));
    const at = ((found.tiles.at(-1) ?? 0) + row * rowBytes(this.dimension)) / 2;
    for (let d = 0; d < this.dimension; d++) this.#values[at + d] = Math.round((vector[d] ?? 0) * scale);
    found.people.push(person);
    found.images.push(image);
    return true;
  }

  /** Room for as many tasks at a time. */
  scratch(tasks: number): Scratch[] {
    return Array.from({ length: tasks }, () => ({
      tiles: [this.#allocate(this.#tileBytes), this.#allocate(this.#tileBytes)],
      products: this.#allocate(4 * TILE * TILE),
    }));
  }

  /** The groups, by name. */
  groups(): GroupVectors[] {
    const { memory, dimension } = this;
    return [...this.#groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { tiles, people, images }]) => ({
        name,
        memory,
        dimension,
        count: images.length,
        tiles: shared(Uint32Array, tiles),
        people: shared(Int32Array, people),
        images: shared(Int32Array, images),
      }));
  }

  #allocate(bytes: number): number {
    const address = this.#free;
    this.#free += Math.ceil(bytes / 16) * 16;
    if (this.#free > this.#size) {
      const pages = Math.max(GROWTH, Math.ceil((this.#free - this.#size) / PAGE));
      try {
        this.memory.grow(Math.min(pages, MOST_WASM_PAGES - this.#size / PAGE));
        this.#size = this.memory.buffer.byteLength;
        if (this.#free > this.#size) throw new RangeError('the memory is full');
      } catch (cause) {
        throw this.#tooMany(cause);
      }
      this.#values = new Int16Array(this.memory.buffer);
    }
    return address;
  }

  #tooMany(cause: unknown): InputError {
    return new InputError({
      code: 'too-many-features',
      file: this.file,
      message: 'holds more features than there is memory for',
      expected: 'at most 4 GiB, two bytes a value, and enough free memory',
      hint: 'Mine in parts',
      cause,
    });
  }
}

/** Numbers that threads share. */
function shared<Numbers extends Int32Array | Uint32Array>(
  Type: new (buffer: SharedArrayBuffer) => Numbers,
  values: readonly number[],
): Numbers {
  const array = new Type(new SharedArrayBuffer(4 * values.length));
  array.set(values);
  return array;
}
