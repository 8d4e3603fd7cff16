import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { instantiate } from '../../kernels';

/** What kernels.wasm exports: the functions of the folder assembly, which says what they do. Addresses count bytes. */
export type Kernels = Awaited<ReturnType<typeof instantiate>>;

type Column = Uint8Array | Int16Array | Int32Array | Float64Array;

const PAGE = 1 << 16;
/** Addresses are multiples of this, so that any column may stand there. */
const ALIGNMENT = 16;

/**
 * WebAssembly programs for the loops over all pairs, with the memory that they work in: columns are copied into it, and
 * results out of it. V8 runs them at full speed from the start, where it has to watch a loop in JavaScript for some
 * milliseconds before it compiles it well; an audit runs most loops once.
 */
export class KernelMemory {
  readonly run: Kernels;
  #top: number;

  constructor() {
    compiled ??= new WebAssembly.Module(readFileSync(join(__dirname, '..', '..', 'kernels.wasm')));
    this.run = new WebAssembly.Instance(compiled, {}).exports as unknown as Kernels;
    this.#top = this.run.firstFree();
  }

  /** Runs `work` and forgets afterwards what it placed: results have to be copied out before it ends. */
  within<T>(work: (kernels: this) => T): T {
    const top = this.#top;
    try {
      return work(this);
    } finally {
      this.#top = top;
    }
  }

  /**
   * The address of room for `bytes` bytes, which hold anything. Views of the memory that were made before are no longer valid.
   *
   * @throws RangeError where more than 4 GiB are needed.
   */
  room(bytes: number): number {
    const address = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    const { memory } = this.run;
    const missing = address + bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    this.#top = address + bytes;
    return address;
  }

  /** As `room`, filled with 0. */
  cleared(bytes: number): number {
    const address = this.room(bytes);
    this.bytes(address, bytes).fill(0);
    return address;
  }

  /** The address of a copy of a column. */
  place(column: Column): number {
    const address = this.room(column.byteLength);
    new Uint8Array(this.run.memory.buffer, address, column.byteLength).set(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
    );
    return address;
  }

  /** The memory from an address on, until `room` or `place` is called again. */
  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.run.memory.buffer, address, length);
  }

  /** As `bytes`. */
  shorts(address: number, length: number): Int16Array<ArrayBuffer> {
    return new Int16Array(this.run.memory.buffer, address, length);
  }

  /** As `bytes`. */
  integers(address: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.run.memory.buffer, address, length);
  }

  /** As `bytes`. */
  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.run.memory.buffer, address, length);
  }
}

let compiled: WebAssembly.Module | undefined;
