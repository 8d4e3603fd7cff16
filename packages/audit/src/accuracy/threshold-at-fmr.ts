import { nextUp } from './next-up';
import type { RocCurve } from './roc-curve';

/**
 * The threshold for a target false match rate: the smallest impostor score, or the double above the largest one, at which
 * FMR <= target. Equal scores are accepted or refused together, so the rate reached may lie well below the target.
 * The range is that of the scores; there is no ideal value.
 *
 * Source: `far_threshold` of AIML-IfI/score-norm-fairness, after bob.measure.
 */
export function thresholdAtFmr({ thresholds, falseMatches, impostor }: RocCurve, target: number): number {
  let low = 0;
  let high = thresholds.length - 1;
  // The first operating point that keeps the target ...
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falseMatches[middle] as number) / impostor <= target) high = middle;
    else low = middle + 1;
  }
  // ... and from there the first impostor score, where the count changes next.
  while (low < thresholds.length - 1 && falseMatches[low] === falseMatches[low + 1]) low++;
  if (low < thresholds.length - 1) return thresholds[low] as number;
  let largest = low - 1;
  while (largest > 0 && falseMatches[largest] === 0) largest--;
  return nextUp(thresholds[largest] as number);
}
