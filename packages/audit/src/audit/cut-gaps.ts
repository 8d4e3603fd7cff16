import type { ScoredPairs } from '../read/verification-data';
import { CALIBRATION_BINS, type CalibrationValues, countGroups } from './calibrate-scores';
import type { IsotonicProbabilities } from './isotonic-probabilities';

/** Cells that each group's gaps are cut into besides the bins of the ECE, of about the same sum of |truth - probability|. */
const CUTS = 16;
/** With one more for the place of the KS error and one for what is left over. */
export const GAP_CELLS = CALIBRATION_BINS + CUTS + 2;

/** Pairs with their calibration, as `examineScores` gives them. */
export interface CalibratedPairs {
  calibration: IsotonicProbabilities;
  /** For each pair its group, -1 for none. */
  groups: Int16Array;
  calibrationErrors: readonly CalibrationValues[];
}

export interface CutGaps {
  /** For each pair truth - probability, and its cell in 0 .. GAP_CELLS - 1 within its group. */
  gap: Float64Array;
  cellOf: Uint8Array;
  /** For each group the sum of the gaps of each of its cells, and the bin of the ECE of the cell. */
  sums: Float64Array[];
  binOf: Int32Array[];
  /**
   * For each pair the gap as far as chance can move it: the regression follows the pairs that it is fitted to, and of the noise of a
   * group that has a share s of the pairs of a step it leaves the part root(1 - s).
   */
  free: Float64Array;
  /**
   * For each group how much too small its Brier score is for being taken from the pairs of the fit: 1.5 sum over steps of s p (1 - p),
   * over its pairs. Each step takes a degree of freedom, and the choice of the steps about half of one more.
   *
   * Source: Meyer, Woodroofe, On the degrees of freedom in shape-restricted regression, Annals of Statistics 28, 2000.
   */
  optimism: Float64Array;
}

/**
 * Cuts the pairs of each group, in order of their scores, into cells: one ends where a bin of the ECE does, where the running
 * sum of the gaps is largest (the KS error), and where the sum of |truth - probability| has grown by its share; but never between
 * pairs of equal scores, which have no order.
 *
 * @param pairs in rising order of their scores.
 */
export function cutGaps({ score, genuine, length }: ScoredPairs, calibrated: CalibratedPairs): CutGaps {
  const { calibration, groups, calibrationErrors } = calibrated;
  const { from, to, probability } = calibration;
  const gap = new Float64Array(length);
  const cellOf = new Uint8Array(length);
  const inside = {
    groups: groups.subarray(from, to),
    score: score.subarray(from, to),
    gap: gap.subarray(from, to),
  };
  takeGaps(genuine.subarray(from, to), probability, inside);
  const below = countGroups(groups.subarray(0, from), calibrationErrors.length);
  const cutters = calibrationErrors.map(({ n }, g) => new Cutter(below[g] as number, n));
  measure(inside, cutters);
  cut(inside, cutters, cellOf.subarray(from, to));
  return {
    gap,
    cellOf,
    sums: cutters.map(({ sums }) => sums),
    binOf: cutters.map(({ binOf }) => binOf),
    ...followFit(gap, calibrated),
  };
}

interface GroupedGaps {
  groups: Int16Array;
  score: Float64Array;
  gap: Float64Array;
}

function takeGaps(genuine: Uint8Array, probability: Float64Array, { groups, gap }: GroupedGaps): void {
  for (let n = 0; n < gap.length; n++)
    if ((groups[n] as number) >= 0) gap[n] = (genuine[n] as number) - (probability[n] as number);
}

function measure({ groups, score, gap }: GroupedGaps, cutters: readonly Cutter[]): void {
  for (let n = 0; n < gap.length; n++) cutters[groups[n] as number]?.measure(gap[n] as number, score[n] as number);
  for (const cutter of cutters) cutter.endMeasure();
}

function cut({ groups, score, gap }: GroupedGaps, cutters: readonly Cutter[], cellOf: Uint8Array): void {
  for (let n = 0; n < gap.length; n++)
    cellOf[n] = cutters[groups[n] as number]?.cut(gap[n] as number, score[n] as number) ?? 0;
}

/** The cells of one group: the gaps are shown twice, first all to `measure`, then all to `cut`. */
class Cutter {
  readonly binOf = new Int32Array(GAP_CELLS).fill(CALIBRATION_BINS);
  readonly sums = new Float64Array(GAP_CELLS);
  #running = 0;
  #largest = 0;
  /** The pair before which the running sum is largest, counted within the group. */
  #peak = -1;
  #whole = 0;
  /** Of the pair before. */
  #score = NaN;
  #seen: number;
  #at: number;
  #cell = -1;
  #bin = -1;
  #binEnd = 0;
  #grown = 0;

  /**
   * @param below pairs of the group before those that are shown.
   * @param pairs pairs of the group in all.
   */
  constructor(
    below: number,
    readonly pairs: number,
  ) {
    this.#seen = below;
    this.#at = below;
  }

  measure(gap: number, score: number): void {
    if (score !== this.#score) this.#lookForPeak();
    this.#score = score;
    this.#whole += Math.abs(gap);
    this.#running += gap;
    this.#seen++;
  }

  endMeasure(): void {
    this.#lookForPeak();
    this.#score = NaN;
  }

  #lookForPeak(): void {
    if (Math.abs(this.#running) <= this.#largest) return;
    this.#largest = Math.abs(this.#running);
    this.#peak = this.#seen;
  }

  /** Returns the cell of the pair. */
  cut(gap: number, score: number): number {
    const isFull = this.#grown >= this.#whole / CUTS;
    const ends = isFull || this.#at >= this.#binEnd || this.#at === this.#peak;
    if (ends && score !== this.#score) this.#next();
    this.#score = score;
    this.sums[this.#cell] = (this.sums[this.#cell] as number) + gap;
    this.#grown += Math.abs(gap);
    this.#at++;
    return this.#cell;
  }

  #next(): void {
    this.#cell = Math.min(GAP_CELLS - 1, this.#cell + 1);
    this.#grown = 0;
    while (this.#at >= this.#binEnd) {
      this.#bin++;
      this.#binEnd = Math.round(((this.#bin + 1) * this.pairs) / CALIBRATION_BINS);
    }
    this.binOf[this.#cell] = this.#bin;
  }
}

const FREEDOM_OF_STEP = 1.5;

/** What the fit leaves of each group's gaps, step by step. */
function followFit(
  gap: Float64Array,
  { calibration: { from, to, probability }, groups, calibrationErrors }: CalibratedPairs,
): Pick<CutGaps, 'free' | 'optimism'> {
  const free = new Float64Array(gap.length);
  const optimism = new Float64Array(calibrationErrors.length);
  const left = new Float64Array(calibrationErrors.length);
  for (let first = from; first < to;) {
    const p = probability[first - from] as number;
    const end = from + endOfStep(probability, first - from);
    const counts = countGroups(groups.subarray(first, end), left.length);
    for (let g = 0; g < left.length; g++) {
      const share = (counts[g] as number) / (end - first);
      left[g] = Math.sqrt(1 - share);
      optimism[g] = (optimism[g] as number) + FREEDOM_OF_STEP * share * p * (1 - p);
    }
    scaleGaps(gap, groups, left, first, end, free);
    first = end;
  }
  return { free, optimism: optimism.map((sum, g) => sum / (calibrationErrors[g]?.n ?? 1)) };
}

function endOfStep(probability: Float64Array, first: number): number {
  let end = first + 1;
  while (end < probability.length && probability[end] === probability[first]) end++;
  return end;
}

function scaleGaps(
  gap: Float64Array,
  groups: Int16Array,
  factor: Float64Array,
  from: number,
  to: number,
  scaled: Float64Array,
): void {
  for (let n = from; n < to; n++) {
    const group = groups[n] as number;
    if (group >= 0) scaled[n] = (factor[group] as number) * (gap[n] as number);
  }
}
