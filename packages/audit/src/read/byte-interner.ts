/** A numbered set of byte strings: the first one added is 0, the next 1, and so on. Made for millions of short ids. */
export class ByteInterner {
  #size = 0;
  /** Slots of an open-addressing hash table: number + 1, or 0 for a free slot. */
  #slots = new Int32Array(1 << 12);
  #hashes = new Int32Array(1 << 11);
  /** End of every string in the arena; string n starts where n - 1 ends. */
  #ends = new Int32Array(1 << 11);
  #arena = new Uint8Array(1 << 15);

  get size(): number {
    return this.#size;
  }

  /** All strings, one behind the other in the order of their numbers, and where each ends. */
  get packed(): { bytes: Uint8Array; ends: Int32Array } {
    const ends = this.#ends.subarray(0, this.#size);
    return { bytes: this.#arena.subarray(0, ends.at(-1) ?? 0), ends };
  }

  /** The number of bytes[start, end), or -1 where it was never added. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return (this.#slots[this.#locate(bytes, start, end, hash(bytes, start, end))] ?? 0) - 1;
  }

  /** The number of bytes[start, end), adding it where it is new. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const code = hash(bytes, start, end);
    const slot = this.#locate(bytes, start, end, code);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    const number = this.#size;
    const from = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    this.#reserve(from + end - start);
    const arena = this.#arena;
    for (let at = start, own = from; at < end; at++, own++) arena[own] = bytes[at] as number;
    this.#ends[number] = from + end - start;
    this.#hashes[number] = code;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  /** The string with this number, read as UTF-8. */
  text(number: number): string {
    const from = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    return Buffer.from(this.#arena.subarray(from, this.#ends[number])).toString('utf8');
  }

  /** The slot that holds the string, or the free slot where it belongs. */
  #locate(bytes: Uint8Array, start: number, end: number, code: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = code & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] as number) - 1;
      if (number < 0) return slot;
      if (this.#hashes[number] === code && this.#same(number, bytes, start, end)) return slot;
    }
  }

  #same(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = number === 0 ? 0 : (this.#ends[number - 1] as number);
    if ((this.#ends[number] as number) - from !== end - start) return false;
    const arena = this.#arena;
    for (let at = start, own = from; at < end; at++, own++) if (arena[own] !== bytes[at]) return false;
    return true;
  }

  #reserve(bytes: number): void {
    if (bytes > this.#arena.length) {
      const larger = new Uint8Array(Math.max(bytes, this.#arena.length * 2));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    if (this.#size === this.#ends.length) {
      this.#ends = enlarged(this.#ends);
      this.#hashes = enlarged(this.#hashes);
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = (this.#hashes[number] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over the bytes, then mixed so that the low bits depend on all of them. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let code = 0x811c9dc5;
  for (let at = start; at < end; at++) code = Math.imul(code ^ (bytes[at] as number), 0x01000193);
  return code ^ (code >>> 15);
}

function enlarged(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(old.length * 2);
  larger.set(old);
  return larger;
}
