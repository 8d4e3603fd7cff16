import { sharedMemory } from './shared-memory';
import type { ScoredPairs } from './verification-data';

/** Columns of scored pairs that grow while they are filled; worker threads see the same memory. */
export class PairColumns {
  #length = 0;
  #left: Int32Array;
  #right: Int32Array;
  #score: Float64Array;
  #genuine: Uint8Array;

  /** @param capacity pairs that fit in before the columns have to grow; memory is taken as they fill. */
  constructor(capacity = 1 << 16) {
    this.#left = new Int32Array(sharedMemory(4 * capacity));
    this.#right = new Int32Array(sharedMemory(4 * capacity));
    this.#score = new Float64Array(sharedMemory(8 * capacity));
    this.#genuine = new Uint8Array(sharedMemory(capacity));
  }

  get length(): number {
    return this.#length;
  }

  add(left: number, right: number, score: number, genuine: number): void {
    const at = this.#length;
    if (at === this.#left.length) this.#grow();
    this.#left[at] = left;
    this.#right[at] = right;
    this.#score[at] = score;
    this.#genuine[at] = genuine;
    this.#length = at + 1;
  }

  /** Adds pairs that stand in columns. */
  addAll({ length, left, right, score, genuine }: ScoredPairs): void {
    const at = this.#length;
    while (at + length > this.#left.length) this.#grow();
    this.#left.set(left, at);
    this.#right.set(right, at);
    this.#score.set(score, at);
    this.#genuine.set(genuine, at);
    this.#length = at + length;
  }

  /** The columns at their true length. */
  finish(): ScoredPairs {
    const length = this.#length;
    return {
      length,
      left: this.#left.subarray(0, length),
      right: this.#right.subarray(0, length),
      score: this.#score.subarray(0, length),
      genuine: this.#genuine.subarray(0, length),
    };
  }

  /** Forgets the pairs so far, for readers that use them a piece at a time. */
  clear(): void {
    this.#length = 0;
  }

  #grow(): void {
    const length = this.#left.length * 2;
    this.#left = copied(new Int32Array(sharedMemory(4 * length)), this.#left);
    this.#right = copied(new Int32Array(sharedMemory(4 * length)), this.#right);
    this.#score = copied(new Float64Array(sharedMemory(8 * length)), this.#score);
    this.#genuine = copied(new Uint8Array(sharedMemory(length)), this.#genuine);
  }
}

function copied<T extends Int32Array | Float64Array | Uint8Array>(larger: T, old: T): T {
  larger.set(old);
  return larger;
}
