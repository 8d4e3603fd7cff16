import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What kernels.wasm exports: the functions of the folder assembly, which says what they do. Addresses count bytes. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly rowsTaken: { readonly value: number };
  firstFree(): number;
  binScores(
    score: number,
    genuine: number,
    groups: number,
    length: number,
    gridFrom: number,
    gridScale: number,
    points: number,
    weights: number,
    binFrom: number,
    binScale: number,
    counts: number,
  ): void;
  calibrateGroups(
    score: number,
    genuine: number,
    probability: number,
    groups: number,
    from: number,
    to: number,
    bins: number,
    ends: number,
    states: number,
  ): void;
  measureGaps(
    score: number,
    genuine: number,
    probability: number,
    groups: number,
    length: number,
    gaps: number,
    cutters: number,
    count: number,
  ): void;
  cutGaps(
    score: number,
    gaps: number,
    groups: number,
    length: number,
    cuts: number,
    bins: number,
    cells: number,
    cutters: number,
    cellOf: number,
    sums: number,
    binOf: number,
  ): void;
  followFit(
    probability: number,
    groups: number,
    gaps: number,
    length: number,
    count: number,
    counts: number,
    free: number,
    optimism: number,
  ): void;
  countFolds(
    genuine: number,
    foldOf: number,
    from: number,
    to: number,
    sizes: number,
    genuineOf: number,
    impostorsOf: number,
  ): void;
  fitIsotonic(
    score: number,
    genuine: number,
    length: number,
    means: number,
    weights: number,
    probability: number,
  ): void;
  enterNumbers(names: number, ends: number, count: number, images: number): void;
  readPairs(
    start: number,
    end: number,
    images: number,
    numbers: number,
    subjects: number,
    labelled: number,
    lefts: number,
    rights: number,
    scores: number,
    genuine: number,
    most: number,
  ): number;
  makeRecords(scores: number, from: number, to: number, records: number, counts: number): void;
  startDigits(counts: number): void;
  placeRecords(records: number, from: number, to: number, digit: number, starts: number, placed: number): void;
  insertScores(records: number, sorted: number, from: number, length: number): number;
  takeBytes(column: number, records: number, from: number, to: number, taken: number): void;
  takeWords(column: number, records: number, from: number, to: number, taken: number): void;
  takeDoubles(column: number, records: number, from: number, to: number, taken: number): void;
  placesOfRecords(records: number, from: number, to: number, places: number): void;
  rocPoints(
    score: number,
    genuine: number,
    from: number,
    to: number,
    negatives: number,
    state: number,
    thresholds: number,
    falseMatches: number,
    falseNonMatches: number,
  ): number;
  placePairs(
    score: number,
    genuine: number,
    from: number,
    to: number,
    length: number,
    positives: number,
    negatives: number,
    state: number,
    placed: number,
  ): number;
  addScores(score: number, genuine: number, length: number, state: number): void;
  addSquares(
    score: number,
    genuine: number,
    length: number,
    genuineMean: number,
    impostorMean: number,
    state: number,
  ): void;
  byOutcome(
    score: number,
    genuine: number,
    length: number,
    threshold: number,
    acceptedGenuine: number,
    refusedGenuine: number,
    acceptedImpostor: number,
    refusedImpostor: number,
    values: number,
  ): void;
  bendDistances(
    score: number,
    genuine: number,
    length: number,
    genuineMean: number,
    genuineVariance: number,
    impostorMean: number,
    impostorVariance: number,
    direction: number,
    bend: number,
    values: number,
  ): void;
  sharedGroups(left: number, right: number, length: number, groupOf: number, groups: number): void;
}

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
