import { withKernels } from '../kernels/with-kernels';
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
  const count = calibrationErrors.length;
  const below = countGroups(groups.subarray(0, from), count);
  const cutters = calibrationErrors.map(({ n }, g) => newCutter(n, below[g] as number));
  const pairs = to - from;
  const [gap, free, cellOf] = [new Float64Array(length), new Float64Array(length), new Uint8Array(length)];
  const optimism = new Float64Array(count);
  const sums = new Float64Array(count * GAP_CELLS);
  const binOf = new Int32Array(count * GAP_CELLS).fill(CALIBRATION_BINS);
  withKernels((kernels) => {
    const { run } = kernels;
    const [scores, truth] = [kernels.place(score.subarray(from, to)), kernels.place(genuine.subarray(from, to))];
    const [chance, members] = [kernels.place(probability), kernels.place(groups.subarray(from, to))];
    const [gaps, left, cells] = [kernels.room(8 * pairs), kernels.room(8 * pairs), kernels.room(pairs)];
    const [states, counts] = [kernels.place(Float64Array.from(cutters.flat())), kernels.room(8 * count)];
    const [cellSums, bins, tooLow] = [kernels.place(sums), kernels.place(binOf), kernels.place(optimism)];
    run.measureGaps(scores, truth, chance, members, pairs, gaps, states, count);
    run.cutGaps(scores, gaps, members, pairs, CUTS, CALIBRATION_BINS, GAP_CELLS, states, cells, cellSums, bins);
    run.followFit(chance, members, gaps, pairs, count, counts, left, tooLow);
    gap.set(kernels.doubles(gaps, pairs), from);
    free.set(kernels.doubles(left, pairs), from);
    cellOf.set(kernels.bytes(cells, pairs), from);
    sums.set(kernels.doubles(cellSums, sums.length));
    binOf.set(kernels.integers(bins, binOf.length));
    optimism.set(kernels.doubles(tooLow, count));
  });
  const ofGroup = <T extends Float64Array | Int32Array>(all: T): T[] =>
    calibrationErrors.map((_, g) => all.subarray(g * GAP_CELLS, (g + 1) * GAP_CELLS) as T);
  return {
    ...{ gap, free, cellOf, sums: ofGroup(sums), binOf: ofGroup(binOf) },
    optimism: optimism.map((sum, g) => sum / (calibrationErrors[g]?.n ?? 1)),
  };
}

/** The fields of `Cutter` of a group of `pairs` pairs, `below` of which come before those that are shown. */
function newCutter(pairs: number, below: number): number[] {
  const peak = -1;
  const [cell, bin, binEnd] = [-1, -1, 0];
  return [pairs, below, 0, 0, 0, peak, NaN, below, 0, cell, bin, binEnd];
}
