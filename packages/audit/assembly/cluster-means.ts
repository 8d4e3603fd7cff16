import { add } from './add';

/** Adds the values of `pairs` pairs to the sums of their entries; `entryOf` says which, negative for none. */
export function addToEntries(values: usize, entryOf: usize, pairs: u32, sums: usize): void {
  for (let n: usize = 0; n < <usize>pairs; n++) {
    const entry = load<i32>(entryOf + (n << 2));
    if (entry >= 0) add(sums + ((<usize>entry) << 3), load<f64>(values + (n << 3)));
  }
}

/**
 * Adds what the pairs of the entries [from, to) are off their mean to the pulls of both their persons.
 *
 * @param sums for each entry the sum of its values, and `entryPairs` the number of its pairs
 * @param entryA for each entry its rows, with `entryB`
 * @param pulls one for each row
 * @returns the sum of the squares of what the entries are off
 */
export function addPulls(
  sums: usize,
  entryPairs: usize,
  entryA: usize,
  entryB: usize,
  from: u32,
  to: u32,
  mean: f64,
  pulls: usize,
): f64 {
  let squares: f64 = 0;
  for (let entry = from; entry < to; entry++) {
    const at = (<usize>entry) << 2;
    const off = load<f64>(sums + (at << 1)) - mean * load<f64>(entryPairs + (at << 1));
    const a = load<u32>(entryA + at);
    const b = load<u32>(entryB + at);
    squares += off * off;
    add(pulls + ((<usize>a) << 3), off);
    if (a != b) add(pulls + ((<usize>b) << 3), off);
  }
  return squares;
}
