import { add } from './add';

/**
 * Puts `entries` entries in order of their slots, 0 .. slots - 1 or -1 for none.
 *
 * @param starts slots + 1 numbers to be: where the entries of each slot start
 * @param free room for as many
 * @param place for each entry to be where it comes, -1 where it has no slot
 * @param order for each place to be the entry that comes there
 */
export function orderBySlot(
  slotOf: usize,
  entries: u32,
  slots: u32,
  starts: usize,
  free: usize,
  place: usize,
  order: usize,
): void {
  const bytes = (<usize>slots + 1) << 2;
  memory.fill(starts, 0, bytes);
  for (let entry: u32 = 0; entry < entries; entry++) {
    const next = starts + ((<usize>(load<i32>(slotOf + ((<usize>entry) << 2)) + 1)) << 2);
    store<u32>(next, load<u32>(next) + 1);
  }
  // At the first place entries without a slot were counted.
  store<u32>(starts, 0);
  for (let slot: usize = 4; slot < bytes; slot += 4)
    store<u32>(starts + slot, load<u32>(starts + slot) + load<u32>(starts + slot - 4));
  memory.copy(free, starts, bytes);
  for (let entry: u32 = 0; entry < entries; entry++) {
    const at = (<usize>entry) << 2;
    const slot = load<i32>(slotOf + at);
    let to = -1;
    if (slot >= 0) {
      const next = free + ((<usize>slot) << 2);
      to = load<i32>(next);
      store<i32>(next, to + 1);
      store<u32>(order + ((<usize>to) << 2), entry);
    }
    store<i32>(place + at, to);
  }
}

/**
 * Numbers the persons within each slot as they first come up, and adds up their pairs.
 *
 * @param order what `orderBySlot` made, and `entryStart` its starts
 * @param lowOf for each entry, as they were found, its smaller person, `highOf` its larger one, `countOf` its pairs
 * @param rowOf for each of the persons -1
 * @param entryA for each entry, in order, to be its rows, with `entryB`, and `entryPairs` its pairs
 * @param rowSubject for each row to be its person, and `rowPairs`, which are 0, its pairs
 * @param rowStart slots + 1 numbers to be: where the rows of each slot start
 * @param slotPairs for each slot to be its pairs
 */
export function numberRows(
  order: usize,
  entryStart: usize,
  slots: u32,
  lowOf: usize,
  highOf: usize,
  countOf: usize,
  rowOf: usize,
  entryA: usize,
  entryB: usize,
  entryPairs: usize,
  rowSubject: usize,
  rowPairs: usize,
  rowStart: usize,
  slotPairs: usize,
): void {
  let rows: i32 = 0;
  for (let slot: u32 = 0; slot < slots; slot++) {
    const first = rows;
    let all: f64 = 0;
    store<i32>(rowStart + ((<usize>slot) << 2), first);
    const from = load<u32>(entryStart + ((<usize>slot) << 2));
    const to = load<u32>(entryStart + ((<usize>slot) << 2), 4);
    for (let at: usize = from; at < <usize>to; at++) {
      const entry = (<usize>load<u32>(order + (at << 2))) << 2;
      const low = load<u32>(lowOf + entry);
      const high = load<u32>(highOf + entry);
      const pairs = load<f64>(countOf + (entry << 1));
      let a = load<i32>(rowOf + ((<usize>low) << 2));
      if (a < first) {
        a = rows++;
        store<i32>(rowOf + ((<usize>low) << 2), a);
        store<u32>(rowSubject + ((<usize>a) << 2), low);
      }
      let b = load<i32>(rowOf + ((<usize>high) << 2));
      if (b < first) {
        b = rows++;
        store<i32>(rowOf + ((<usize>high) << 2), b);
        store<u32>(rowSubject + ((<usize>b) << 2), high);
      }
      store<i32>(entryA + (at << 2), a);
      store<i32>(entryB + (at << 2), b);
      store<f64>(entryPairs + (at << 3), pairs);
      add(rowPairs + ((<usize>a) << 3), pairs);
      if (a != b) add(rowPairs + ((<usize>b) << 3), pairs);
      all += pairs;
    }
    store<f64>(slotPairs + ((<usize>slot) << 3), all);
  }
  store<i32>(rowStart + ((<usize>slots) << 2), rows);
}
