import { add } from './add';

/** Degrees of freedom that a step takes: see `CutGaps`. */
const FREEDOM_OF_STEP: f64 = 1.5;

/** Where the calibration error of one group stands; all fields are doubles. */
class Calibration {
  /** Pairs so far, and the place of the first of those with the same score. */
  at: f64;
  run: f64;
  bin: f64;
  gap: f64;
  running: f64;
  ece: f64;
  ks: f64;
  brier: f64;
}
const CALIBRATION: usize = 64;

/**
 * Goes on with the calibration errors of all groups over the pairs [from, to), in rising order of their scores: the sums over
 * bins of |sum of truth - probability| (ece) and of (truth - probability)^2 (brier), and the largest |running sum| (ks), of
 * which the last bin and the last scores are left to the caller. Pairs with equal scores stay in the bin of the first.
 *
 * @param ends for each group the pairs before the end of each of `bins` bins
 * @param states for each group its `Calibration`, to begin with 0, but run with -1
 */
export function calibrateGroups(
  score: usize,
  genuine: usize,
  probability: usize,
  groups: usize,
  from: u32,
  to: u32,
  bins: u32,
  ends: usize,
  states: usize,
): void {
  let run = from;
  while (run > 0 && isSame(score, run)) run--;
  for (let n = from; n < to; n++) {
    if (n > run && !isSame(score, n)) run = n;
    const group = load<i16>(groups + ((<usize>n) << 1));
    if (group < 0) continue;
    const state = changetype<Calibration>(states + <usize>group * CALIBRATION);
    if (state.run != <f64>run) {
      state.run = run;
      state.ks = max(state.ks, abs(state.running));
      const own = ends + ((<usize>(<u32>group * bins)) << 3);
      while (state.at >= load<f64>(own + ((<usize>state.bin) << 3))) {
        state.ece += abs(state.gap);
        state.gap = 0;
        state.bin += 1;
      }
    }
    const difference = <f64>load<u8>(genuine + n) - load<f64>(probability + ((<usize>n) << 3));
    state.gap += difference;
    state.running += difference;
    state.brier += difference * difference;
    state.at += 1;
  }
}

function isSame(score: usize, n: u32): bool {
  return load<f64>(score + ((<usize>n) << 3)) == load<f64>(score + ((<usize>(n - 1)) << 3));
}

/** How the gaps of one group are cut into cells; all fields are doubles. */
class Cutter {
  /** Pairs of the group in all, and those before the first that is shown. */
  pairs: f64;
  below: f64;
  /** Sum of |gap|. */
  whole: f64;
  running: f64;
  largest: f64;
  /** The pair before which the running sum is largest, counted within the group. */
  peak: f64;
  /** Of the pair before. */
  score: f64;
  at: f64;
  grown: f64;
  cell: f64;
  bin: f64;
  binEnd: f64;
}
const CUTTER: usize = 96;

/** Writes the gaps truth - probability of the pairs that are in a group, and finds where their running sums are largest. */
export function measureGaps(
  score: usize,
  genuine: usize,
  probability: usize,
  groups: usize,
  length: u32,
  gaps: usize,
  cutters: usize,
  count: u32,
): void {
  for (let n: u32 = 0; n < length; n++) {
    const group = load<i16>(groups + ((<usize>n) << 1));
    const gap = group < 0 ? 0 : <f64>load<u8>(genuine + n) - load<f64>(probability + ((<usize>n) << 3));
    store<f64>(gaps + ((<usize>n) << 3), gap);
    if (group < 0) continue;
    const cutter = changetype<Cutter>(cutters + <usize>group * CUTTER);
    const value = load<f64>(score + ((<usize>n) << 3));
    if (value != cutter.score) lookForPeak(cutter);
    cutter.score = value;
    cutter.whole += abs(gap);
    cutter.running += gap;
    cutter.at += 1;
  }
  for (let group: usize = 0; group < count; group++) {
    const cutter = changetype<Cutter>(cutters + group * CUTTER);
    lookForPeak(cutter);
    cutter.score = NaN;
    cutter.at = cutter.below;
  }
}

function lookForPeak(cutter: Cutter): void {
  if (abs(cutter.running) <= cutter.largest) return;
  cutter.largest = abs(cutter.running);
  cutter.peak = cutter.at;
}

/**
 * Cuts the gaps of each group into cells: one ends where a bin does, at the peak, and where the sum of |gap| has grown by its
 * share; but never between pairs of equal scores.
 *
 * @param cellOf for each pair its cell
 * @param sums for each group the sum of the gaps of each of `cells` cells
 * @param binOf the bin of each of those
 */
export function cutGaps(
  score: usize,
  gaps: usize,
  groups: usize,
  length: u32,
  cuts: f64,
  bins: f64,
  cells: u32,
  cutters: usize,
  cellOf: usize,
  sums: usize,
  binOf: usize,
): void {
  for (let n: u32 = 0; n < length; n++) {
    const group = load<i16>(groups + ((<usize>n) << 1));
    store<u8>(cellOf + n, 0);
    if (group < 0) continue;
    const cutter = changetype<Cutter>(cutters + <usize>group * CUTTER);
    const own = <usize>(<u32>group * cells);
    const value = load<f64>(score + ((<usize>n) << 3));
    const ends = cutter.grown >= cutter.whole / cuts || cutter.at >= cutter.binEnd || cutter.at == cutter.peak;
    if (ends && value != cutter.score) {
      cutter.cell = min<f64>(cells - 1, cutter.cell + 1);
      cutter.grown = 0;
      while (cutter.at >= cutter.binEnd) {
        cutter.bin += 1;
        cutter.binEnd = floor(((cutter.bin + 1) * cutter.pairs) / bins + 0.5);
      }
      store<i32>(binOf + ((own + <usize>cutter.cell) << 2), <i32>cutter.bin);
    }
    cutter.score = value;
    const gap = load<f64>(gaps + ((<usize>n) << 3));
    add(sums + ((own + <usize>cutter.cell) << 3), gap);
    cutter.grown += abs(gap);
    cutter.at += 1;
    store<u8>(cellOf + n, <u8>cutter.cell);
  }
}

/**
 * What the fit leaves of each group's gaps, step by step of equal probabilities: of a group with a share s of a step, the part
 * root(1 - s).
 *
 * @param counts room for a double a group
 * @param free the gaps times that part
 * @param optimism for each group 1.5 s p (1 - p) summed over the steps, added on
 */
export function followFit(
  probability: usize,
  groups: usize,
  gaps: usize,
  length: u32,
  count: u32,
  counts: usize,
  free: usize,
  optimism: usize,
): void {
  for (let first: u32 = 0; first < length;) {
    const p = load<f64>(probability + ((<usize>first) << 3));
    for (let group: usize = 0; group < count; group++) store<f64>(counts + (group << 3), 0);
    let end = first;
    for (; end < length && load<f64>(probability + ((<usize>end) << 3)) == p; end++) {
      const group = load<i16>(groups + ((<usize>end) << 1));
      if (group >= 0) add(counts + ((<usize>group) << 3), 1);
    }
    for (let group: usize = 0; group < count; group++) {
      const share = load<f64>(counts + (group << 3)) / <f64>(end - first);
      store<f64>(counts + (group << 3), sqrt(1 - share));
      add(optimism + (group << 3), FREEDOM_OF_STEP * share * p * (1 - p));
    }
    for (let n = first; n < end; n++) {
      const group = load<i16>(groups + ((<usize>n) << 1));
      const factor = group < 0 ? 0 : load<f64>(counts + ((<usize>group) << 3));
      store<f64>(free + ((<usize>n) << 3), factor * load<f64>(gaps + ((<usize>n) << 3)));
    }
    first = end;
  }
}
