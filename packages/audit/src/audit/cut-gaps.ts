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
  /** For each group the bin of the ECE of each of its cells. */
  binOf: Int32Array[];
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
  const states = calibrationErrors.map(({ n }) => ({
    ...{ n, cell: -1, bin: -1, binEnd: 0, sum: 0, share: 0 },
    ...{ place: 0, below: 0, running: 0, largest: 0, peak: -1 },
  }));
  for (let n = 0; n < from; n++) {
    const state = states[groups[n] as number];
    if (state !== undefined) state.below++;
  }
  for (let n = from; n < to; n++) {
    const state = states[groups[n] as number];
    if (state === undefined) continue;
    const difference = (genuine[n] as number) - (probability[n - from] as number);
    gap[n] = difference;
    state.share += Math.abs(difference) / CUTS;
    state.running += difference;
    state.place++;
    if (Math.abs(state.running) <= state.largest) continue;
    state.largest = Math.abs(state.running);
    state.peak = state.below + state.place;
  }
  for (const state of states) state.place = state.below;
  const binOf = calibrationErrors.map(() => new Int32Array(GAP_CELLS).fill(CALIBRATION_BINS));
  for (let n = from; n < to; n++) {
    const group = groups[n] as number;
    if (group < 0) continue;
    const state = states[group] as (typeof states)[number];
    if (state.place >= state.binEnd || state.place === state.peak || state.sum >= state.share) {
      state.cell = Math.min(GAP_CELLS - 1, state.cell + 1);
      state.sum = 0;
      while (state.place >= state.binEnd) state.binEnd = Math.round(((++state.bin + 1) * state.n) / CALIBRATION_BINS);
      (binOf[group] as Int32Array)[state.cell] = state.bin;
    }
    cellOf[n] = state.cell;
    state.sum += Math.abs(gap[n] as number);
    state.place++;
  }
  return { gap, cellOf, binOf };
}
