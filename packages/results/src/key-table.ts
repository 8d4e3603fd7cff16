/** No feature has the key. */
export const MISSING = -1;
/** More than one feature has the key. */
export const AMBIGUOUS = -2;

/**
 * A table from keys, as bytes, to rows, in memory that threads share: ids are looked up straight from the bytes of a pair
 * list, by any thread, and no string is made for them. Open addressing, at most half full.
 */
export interface KeyTable {
  /** The bytes of all keys. */
  bytes: Uint8Array;
  /** Power of two; entry number + 1, or 0. */
  places: Int32Array;
  /** `[entry, 4]`: where the key starts and ends in `bytes`, its row, its level. */
  entries: Int32Array;
}

/** Builds a {@link KeyTable}. */
export class KeyTableBuilder {
  readonly table: KeyTable;
  #count = 0;

  /**
   * @param bytes the bytes of all keys, in shared memory
   * @param most how many keys there may be
   */
  constructor(bytes: Uint8Array, most: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * most)));
    this.table = { bytes, places: sharedInts(capacity), entries: sharedInts(4 * most) };
  }

  /**
   * Adds the key between `start` and `end`. A key counts at the lowest level at which it was added; two rows that share it
   * there make it {@link AMBIGUOUS}.
   */
  add(start: number, end: number, row: number, level: number): void {
    const { bytes, places, entries } = this.table;
    const place = findPlace(this.table, bytes, start, end);
    let entry = 4 * ((places[place] as number) - 1);
    if (entry < 0) {
      entry = 4 * this.#count;
      this.#count += 1;
      places[place] = this.#count;
      entries[entry] = start;
      entries[entry + 1] = end;
    } else if (level > (entries[entry + 3] as number) || (level === entries[entry + 3] && row === entries[entry + 2])) {
      return;
    } else if (level === entries[entry + 3]) {
      row = AMBIGUOUS;
    }
    entries[entry + 2] = row;
    entries[entry + 3] = level;
  }
}

/** The row of the key between `start` and `end` of `bytes`, or {@link MISSING} or {@link AMBIGUOUS}. */
export function findKey(table: KeyTable, bytes: Uint8Array, start: number, end: number): number {
  const found = (table.places[findPlace(table, bytes, start, end)] as number) - 1;
  return found === -1 ? MISSING : (table.entries[4 * found + 2] as number);
}

/** The place that holds the key, or the empty one where it belongs. */
function findPlace({ bytes: keys, places, entries }: KeyTable, bytes: Uint8Array, start: number, end: number): number {
  const mask = places.length - 1;
  for (let place = hash(bytes, start, end) & mask; ; place = (place + 1) & mask) {
    const found = (places[place] as number) - 1;
    if (found === -1) return place;
    let key = entries[4 * found] as number;
    if ((entries[4 * found + 1] as number) - key !== end - start) continue;
    let at = start;
    while (at < end && keys[key] === bytes[at]) {
      key += 1;
      at += 1;
    }
    if (at === end) return place;
  }
}

/** FNV-1a, 32 bits, with its upper half folded in: neighbouring numbers differ in their last bytes only. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0x811c9dc5;
  for (let at = start; at < end; at++) sum = Math.imul(sum ^ (bytes[at] as number), 0x01000193);
  return sum ^ (sum >>> 15);
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}
