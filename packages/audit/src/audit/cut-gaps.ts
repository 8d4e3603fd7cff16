import type { ScoredPairs } from '../read/verification-data';
import { CALIBRATION_BINS, type CalibrationValues } from './calibrate-scores';
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
 * sum of the gaps is largest (the KS error), and where the sum of |truth - probability| has grown by its share.
 *
 * @param pairs in rising order of their scores.
 */
export function cutGaps({ genuine, length }: ScoredPairs, calibrated: CalibratedPairs): CutGaps {
  const { calibration, groups, calibrationErrors } = calibrated;
  const { from, to, probability } = calibration;
  const gap = new Float64Array(length);
  const cellOf = new Uint8Array(length);
  const groupCount = calibrationErrors.length;
  const below = new Int32Array(groupCount);
  for (let n = 0; n < from; n++) {
    const group = groups[n] as number;
    if (group >= 0) below[group] = (below[group] as number) + 1;
  }
  const place = below.slice();
  const running = new Float64Array(groupCount);
  const largest = new Float64Array(groupCount);
  const peak = new Int32Array(groupCount).fill(-1);
  const whole = new Float64Array(groupCount);
  for (let n = from; n < to; n++) {
    const group = groups[n] as number;
    if (group < 0) continue;
    const difference = (genuine[n] as number) - (probability[n - from] as number);
    gap[n] = difference;
    whole[group] = (whole[group] as number) + Math.abs(difference);
    const sum = (running[group] as number) + difference;
    running[group] = sum;
    place[group] = (place[group] as number) + 1;
    if (Math.abs(sum) <= (largest[group] as number)) continue;
    largest[group] = Math.abs(sum);
    peak[group] = place[group] as number;
  }
  place.set(below);
  const binOf = calibrationErrors.map(() => new Int32Array(GAP_CELLS).fill(CALIBRATION_BINS));
  const sums = binOf.map(() => new Float64Array(GAP_CELLS));
  const cell = new Int32Array(groupCount).fill(-1);
  const bin = new Int32Array(groupCount).fill(-1);
  const binEnd = new Int32Array(groupCount);
  const grown = new Float64Array(groupCount);
  for (let n = from; n < to; n++) {
    const group = groups[n] as number;
    if (group < 0) continue;
    const at = place[group] as number;
    const isFull = (grown[group] as number) >= (whole[group] as number) / CUTS;
    if (isFull || at >= (binEnd[group] as number) || at === peak[group]) {
      cell[group] = Math.min(GAP_CELLS - 1, (cell[group] as number) + 1);
      grown[group] = 0;
      while (at >= (binEnd[group] as number)) {
        bin[group] = (bin[group] as number) + 1;
        const pairs = calibrationErrors[group]?.n ?? 0;
        binEnd[group] = Math.round((((bin[group] as number) + 1) * pairs) / CALIBRATION_BINS);
      }
      (binOf[group] as Int32Array)[cell[group] as number] = bin[group] as number;
    }
    const own = cell[group] as number;
    const ofGroup = sums[group] as Float64Array;
    ofGroup[own] = (ofGroup[own] as number) + (gap[n] as number);
    cellOf[n] = own;
    grown[group] = (grown[group] as number) + Math.abs(gap[n] as number);
    place[group] = at + 1;
  }
  return { gap, cellOf, sums, binOf, ...followFit(gap, calibrated) };
}

const FREEDOM_OF_STEP = 1.5;

/** What the fit leaves of each group's gaps, step by step. */
function followFit(
  gap: Float64Array,
  { calibration: { from, to, probability }, groups, calibrationErrors }: CalibratedPairs,
): Pick<CutGaps, 'free' | 'optimism'> {
  const free = new Float64Array(gap.length);
  const optimism = new Float64Array(calibrationErrors.length);
  const counts = new Int32Array(calibrationErrors.length);
  for (let first = from; first < to;) {
    const p = probability[first - from] as number;
    let end = first;
    counts.fill(0);
    for (; end < to && probability[end - from] === p; end++) {
      const group = groups[end] as number;
      if (group >= 0) counts[group] = (counts[group] as number) + 1;
    }
    const share = Float64Array.from(counts, (count) => count / (end - first));
    const left = share.map((own) => Math.sqrt(1 - own));
    for (let n = first; n < end; n++) {
      const group = groups[n] as number;
      if (group >= 0) free[n] = (left[group] as number) * (gap[n] as number);
    }
    share.forEach((own, g) => (optimism[g] = (optimism[g] as number) + FREEDOM_OF_STEP * own * p * (1 - p)));
    first = end;
  }
  return { free, optimism: optimism.map((sum, g) => sum / (calibrationErrors[g]?.n ?? 1)) };
}
