import { firstAtLeast } from './first-at-least';
import type { RocCurve } from './roc-curve';
import { thresholdAtFmr } from './threshold-at-fmr';

/** True accept rate at a false accept rate. */
export interface TarAtFar {
  /** The false accept rate asked for. */
  far: number;
  threshold: number;
  impostorsAccepted: number;
  /** The false accept rate reached: at most `far`. */
  fmr: number;
  tar: number;
  fnmr: number;
  /** False where fewer than 1 / far impostor pairs exist: the rate cannot be told from zero, so `tar` is a lower bound. */
  resolvable: boolean;
}

/**
 * TAR = 1 - FNMR at each false accept rate, at the threshold of `thresholdAtFmr`. Range 0 .. 1, ideal 1. The smallest rate
 * that can be resolved is one impostor pair, 1 / impostor. In common use.
 */
export function tarAtFar(roc: RocCurve, rates: readonly number[]): TarAtFar[] {
  return rates.map((far) => {
    const threshold = thresholdAtFmr(roc, far);
    const at = operatingPoint(roc, threshold);
    const impostorsAccepted = roc.falseMatches[at] as number;
    const fnmr = (roc.falseNonMatches[at] as number) / roc.genuine;
    return {
      far,
      threshold,
      impostorsAccepted,
      fmr: impostorsAccepted / roc.impostor,
      tar: (roc.genuine - (roc.falseNonMatches[at] as number)) / roc.genuine,
      fnmr,
      resolvable: Math.floor(far * roc.impostor) >= 1,
    };
  });
}

/** The place in a ROC curve that tells the counts at any threshold: the first distinct score >= the threshold. */
export function operatingPoint({ thresholds }: RocCurve, threshold: number): number {
  // The last threshold is infinite.
  return Math.min(firstAtLeast(thresholds, threshold), thresholds.length - 1);
}
