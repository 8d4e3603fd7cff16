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
    cellOf[n] = cell[group] as number;
    grown[group] = (grown[group] as number) + Math.abs(gap[n] as number);
    place[group] = at + 1;
  }
  return { gap, cellOf, binOf };
}
