import { add } from './add';

/** Bins of a group's histogram of one kind. */
const BINS: u32 = 64;

/**
 * Counts scores of pairs that are in a group, in two ways. Place 2 group + genuine of `weights` holds `points` grid points: a
 * score is shared out between the two next to it. That place of `counts` holds 64 bins.
 *
 * @param groups for each pair its group, -1 for none
 */
export function binScores(
  score: usize,
  genuine: usize,
  groups: usize,
  length: u32,
  gridFrom: f64,
  gridScale: f64,
  points: u32,
  weights: usize,
  binFrom: f64,
  binScale: f64,
  counts: usize,
): void {
  for (let n: u32 = 0; n < length; n++) {
    const group = load<i16>(groups + ((<usize>n) << 1));
    if (group < 0) continue;
    const value = load<f64>(score + ((<usize>n) << 3));
    const place = 2 * <u32>group + load<u8>(genuine + n);
    const at = (value - gridFrom) * gridScale;
    const below = <i32>at;
    const rest = at - <f64>below;
    const weight = weights + ((<usize>(place * points + below)) << 3);
    store<f64>(weight, load<f64>(weight) + 1 - rest);
    add(weight + 8, rest);
    const own = min<u32>(BINS - 1, <u32>(<i32>((value - binFrom) * binScale)));
    add(counts + ((<usize>(place * BINS + own)) << 3), 1);
  }
}

/**
 * Counts the pairs of one block by fold; a pair of none of the `folds` folds is passed over.
 *
 * @param sizes for each fold its pairs, counted on
 * @param genuineOf for each fold its genuine pairs, counted on
 * @param impostorsOf the same of impostor pairs
 */
export function countFolds(
  genuine: usize,
  foldOf: usize,
  from: u32,
  to: u32,
  folds: u32,
  sizes: usize,
  genuineOf: usize,
  impostorsOf: usize,
): void {
  for (let n = from; n < to; n++) {
    const fold = load<u32>(foldOf + ((<usize>n) << 2));
    if (fold >= folds) continue;
    const at = (<usize>fold) << 3;
    add(sizes + at, 1);
    add((load<u8>(genuine + n) == 1 ? genuineOf : impostorsOf) + at, 1);
  }
}
