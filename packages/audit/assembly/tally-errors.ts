import { add } from './add';

/**
 * Counts those of `pairs` pairs that are of one kind as errors: for their entries, for the rows of their persons and for their
 * slots.
 *
 * @param genuine for each pair its kind, 1 or 0, and `entryOf` its entry, negative for none
 * @param entryStart for each of `slots` slots where its entries start
 * @param entryPairs for each entry its pairs, `entryA` and `entryB` its rows, `entryErrors` its errors as 32 bits
 * @param rowErrors for each row its errors
 * @param slotSums for each slot, side by side, over its entries of m pairs and e errors: the sums of e, e^2 and e m
 */
export function tallyErrors(
  genuine: usize,
  entryOf: usize,
  pairs: u32,
  kind: u32,
  entryStart: usize,
  slots: u32,
  entryPairs: usize,
  entryA: usize,
  entryB: usize,
  entryErrors: usize,
  rowErrors: usize,
  slotSums: usize,
): void {
  for (let n: usize = 0; n < <usize>pairs; n++) {
    if (<u32>load<u8>(genuine + n) != kind) continue;
    const entry = load<i32>(entryOf + (n << 2));
    if (entry < 0) continue;
    const at = (<usize>entry) << 2;
    const sums = slotSums + 24 * slotOf(entry, entryStart, slots);
    const e = load<u32>(entryErrors + at);
    store<u32>(entryErrors + at, e + 1);
    add(sums, 1);
    add(sums + 8, <f64>(2 * e + 1));
    add(sums + 16, load<f64>(entryPairs + (at << 1)));
    const a = load<u32>(entryA + at);
    const b = load<u32>(entryB + at);
    add(rowErrors + ((<usize>a) << 3), 1);
    if (a != b) add(rowErrors + ((<usize>b) << 3), 1);
  }
}

/** The last slot that starts at the entry or before it: errors are few, and a table of all entries would take longer. */
function slotOf(entry: i32, entryStart: usize, slots: u32): usize {
  let slot: usize = 0;
  let end: usize = slots;
  while (end - slot > 1) {
    const middle = (slot + end) >> 1;
    if (load<i32>(entryStart + (middle << 2)) <= entry) slot = middle;
    else end = middle;
  }
  return slot;
}
