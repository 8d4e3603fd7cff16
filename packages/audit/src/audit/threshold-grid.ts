import type { RocCurve } from '../accuracy/roc-curve';

/**
 * Thresholds that show the whole trade-off: those where the FMR falls to rates evenly spaced on a log scale, those where the FNMR
 * rises to such rates, and the given ones; in rising order, each once.
 */
export function thresholdGrid(roc: RocCurve, points: number, given: readonly number[]): number[] {
  const { thresholds, falseMatches, falseNonMatches, impostor, genuine } = roc;
  const grid = new Set(given);
  for (let n = 0; n <= points; n++) {
    const matches = impostor ** (1 - n / points);
    grid.add(thresholds[firstWhere(thresholds.length - 2, (at) => (falseMatches[at] as number) <= matches)] as number);
    const refused = genuine ** (1 - n / points);
    grid.add(
      thresholds[firstWhere(thresholds.length - 2, (at) => (falseNonMatches[at] as number) >= refused)] as number,
    );
  }
  return [...grid].filter(Number.isFinite).sort((a, b) => a - b);
}

/** The first place up to `last` where a condition that stays true once it is true holds; `last` where it never does. */
function firstWhere(last: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
