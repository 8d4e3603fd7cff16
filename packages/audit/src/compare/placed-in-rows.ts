import { placements } from '../accuracy/placements';
import type { LabelledScores } from '../accuracy/roc-curve';
import { sortScores } from '../accuracy/sort-scores';

/** `placements` in the order of the rows, whatever the order of the scores. */
export function placedInRows({ score, genuine }: LabelledScores): Float64Array {
  const order = sortScores(score);
  const sorted = placements({
    score: Float64Array.from(order, (row) => score[row] as number),
    genuine: Uint8Array.from(order, (row) => genuine[row] as number),
  });
  const placed = new Float64Array(score.length);
  order.forEach((row, n) => (placed[row] = sorted[n] as number));
  return placed;
}
