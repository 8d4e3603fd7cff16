import { add } from './add';

/** An entry of this move is outside the slots that are looked at. */
const UNWANTED: i32 = i32.MIN_VALUE;

/**
 * Shares the score of each pair out between the two of `columns` points next to it, for both its persons.
 *
 * @param entryOf for each pair its entry, negative for none
 * @param entryA for each entry its rows, with `entryB`, and how far they are moved (`moveOf`)
 * @param sums place row x columns + column
 */
export function addShares(
  score: usize,
  entryOf: usize,
  pairs: u32,
  least: f64,
  step: f64,
  columns: u32,
  entryA: usize,
  entryB: usize,
  moveOf: usize,
  sums: usize,
): void {
  for (let n: usize = 0; n < <usize>pairs; n++) {
    const entry = load<i32>(entryOf + (n << 2));
    const move = entry < 0 ? UNWANTED : load<i32>(moveOf + ((<usize>entry) << 2));
    if (move == UNWANTED) continue;
    const at = (load<f64>(score + (n << 3)) - least) / step;
    const below = <i32>at;
    const rest = at - <f64>below;
    const a = sums + ((<usize>((load<i32>(entryA + ((<usize>entry) << 2)) + move) * <i32>columns + below)) << 3);
    const b = sums + ((<usize>((load<i32>(entryB + ((<usize>entry) << 2)) + move) * <i32>columns + below)) << 3);
    add(a, 1 - rest);
    if (a != b) add(b, 1 - rest);
    add(a + 8, rest);
    if (a != b) add(b + 8, rest);
  }
}

/**
 * Adds to the sums of both persons of each pair that has a gap: its square in column 0, and in the column behind its cell
 * what of it is free. For the rest see `addShares`.
 */
export function addGaps(
  gap: usize,
  free: usize,
  cellOf: usize,
  entryOf: usize,
  pairs: u32,
  columns: u32,
  entryA: usize,
  entryB: usize,
  moveOf: usize,
  sums: usize,
): void {
  for (let n: usize = 0; n < <usize>pairs; n++) {
    const difference = load<f64>(gap + (n << 3));
    const entry = load<i32>(entryOf + (n << 2));
    const move = entry < 0 ? UNWANTED : load<i32>(moveOf + ((<usize>entry) << 2));
    if (difference == 0 || move == UNWANTED) continue;
    const a = sums + ((<usize>((load<i32>(entryA + ((<usize>entry) << 2)) + move) * <i32>columns)) << 3);
    const b = sums + ((<usize>((load<i32>(entryB + ((<usize>entry) << 2)) + move) * <i32>columns)) << 3);
    const cell = (<usize>1 + <usize>load<u8>(cellOf + n)) << 3;
    const left = load<f64>(free + (n << 3));
    add(a, difference * difference);
    if (a != b) add(b, difference * difference);
    add(a + cell, left);
    if (a != b) add(b + cell, left);
  }
}
