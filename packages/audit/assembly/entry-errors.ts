import { add } from './add';

/**
 * Counts the errors of `pairs` pairs for their entries: impostor pairs that score the threshold or more, genuine ones that score
 * less.
 *
 * @param genuine for each pair 1 or 0, and `entryOf` its entry, negative for none
 */
export function addErrors(
  scores: usize,
  genuine: usize,
  entryOf: usize,
  pairs: u32,
  threshold: f64,
  errors: usize,
): void {
  for (let n: usize = 0; n < <usize>pairs; n++) {
    const accepted = load<f64>(scores + (n << 3)) >= threshold;
    const entry = load<i32>(entryOf + (n << 2));
    if (<u32>accepted != <u32>load<u8>(genuine + n) && entry >= 0) add(errors + ((<usize>entry) << 3), 1);
  }
}

/**
 * Adds the errors of `entries` entries to the pulls of both their persons, which were as if there were none.
 *
 * @param errors for each entry the number of its errors, `entryPairs` of its pairs, `entryA` and `entryB` its rows
 * @param squares the sum of the squares of errors - rate x pairs over the entries, as if there were no errors
 * @param firstRow the row that the first pull belongs to
 * @returns the sum of the squares
 */
export function pullByErrors(
  errors: usize,
  entryPairs: usize,
  entryA: usize,
  entryB: usize,
  entries: u32,
  rate: f64,
  squares: f64,
  firstRow: u32,
  pull: usize,
): f64 {
  for (let n: usize = 0; n < <usize>entries; n++) {
    const wrong = load<f64>(errors + (n << 3));
    if (wrong == 0) continue;
    const a = load<u32>(entryA + (n << 2)) - firstRow;
    const b = load<u32>(entryB + (n << 2)) - firstRow;
    squares += wrong * (wrong - 2 * rate * load<f64>(entryPairs + (n << 3)));
    add(pull + ((<usize>a) << 3), wrong);
    if (a != b) add(pull + ((<usize>b) << 3), wrong);
  }
  return squares;
}
