/** Gathers paths as bytes, end to end, in memory that grows. */
export class NameList {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  readonly #ends: number[] = [];

  /** Adds the path between `start` and `end`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), this.#length);
    this.#length = length;
    this.#ends.push(length);
  }

  addText(path: string): void {
    const bytes = Buffer.from(path);
    this.add(bytes, 0, bytes.length);
  }

  /** The paths, and where each of them ends. */
  finish(): { bytes: Uint8Array; ends: Uint32Array } {
    return { bytes: this.#bytes.slice(0, this.#length), ends: Uint32Array.from(this.#ends) };
  }
}
