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
    const move = moveAt(moveOf, entry);
    if (move == UNWANTED) continue;
    const at = (load<f64>(score + (n << 3)) - least) / step;
    const below = <i32>at;
    const rest = at - <f64>below;
    const a = rowAt(entryA, entry, move, columns, sums) + ((<usize>below) << 3);
    const b = rowAt(entryB, entry, move, columns, sums) + ((<usize>below) << 3);
    addToBoth(a, b, 0, 1 - rest);
    addToBoth(a, b, 8, rest);
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
    const move = moveAt(moveOf, entry);
    if (difference == 0 || move == UNWANTED) continue;
    const a = rowAt(entryA, entry, move, columns, sums);
    const b = rowAt(entryB, entry, move, columns, sums);
    const cell = (<usize>1 + <usize>load<u8>(cellOf + n)) << 3;
    const left = load<f64>(free + (n << 3));
    addToBoth(a, b, 0, difference * difference);
    addToBoth(a, b, cell, left);
  }
}

/** How far the rows of an entry are moved. */
function moveAt(moveOf: usize, entry: i32): i32 {
  return entry < 0 ? UNWANTED : load<i32>(moveOf + ((<usize>entry) << 2));
}

/** Where the sums of a row of an entry start. */
function rowAt(rowOf: usize, entry: i32, move: i32, columns: u32, sums: usize): usize {
  return sums + ((<usize>((load<i32>(rowOf + ((<usize>entry) << 2)) + move) * <i32>columns)) << 3);
}

/** Adds to a column of two rows, once where they are one. */
function addToBoth(a: usize, b: usize, column: usize, value: f64): void {
  add(a + column, value);
  if (a != b) add(b + column, value);
}
