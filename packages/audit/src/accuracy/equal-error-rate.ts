import type { RocCurve } from './roc-curve';

/** A point of the ROC curve. */
export interface OperatingPoint {
  threshold: number;
  fmr: number;
  fnmr: number;
}

export interface EqualErrorRate {
  /** Where FMR = FNMR, on the straight line between the two operating points around it. Range 0 .. 1, ideal 0. */
  value: number;
  /** The last operating point with FMR >= FNMR. */
  below: OperatingPoint;
  /** The next one. */
  above: OperatingPoint;
}

/**
 * The equal error rate of a ROC curve: the rate at which FMR = FNMR. Range 0 .. 1, ideal 0. In common use; interpolations differ,
 * this one is linear between the two operating points around it.
 */
export function equalErrorRate({
  thresholds,
  falseMatches,
  falseNonMatches,
  genuine,
  impostor,
}: RocCurve): EqualErrorRate {
  const point = (n: number): OperatingPoint => ({
    threshold: thresholds[n] as number,
    fmr: (falseMatches[n] as number) / impostor,
    fnmr: (falseNonMatches[n] as number) / genuine,
  });
  let low = 0;
  let high = thresholds.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const { fmr, fnmr } = point(middle);
    if (fmr >= fnmr) low = middle;
    else high = middle;
  }
  const below = point(low);
  const above = point(high);
  const gapBelow = below.fmr - below.fnmr;
  const gapAbove = above.fnmr - above.fmr;
  const share = gapBelow / (gapBelow + gapAbove);
  return { value: below.fmr + share * (above.fmr - below.fmr), below, above };
}
