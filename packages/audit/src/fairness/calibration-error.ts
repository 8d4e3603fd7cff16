/** How well probabilities of being genuine agree with the truth. */
export interface CalibrationError {
  /** Expected calibration error: mean over bins of equal mass of |share genuine - mean probability|. Range 0 .. 1, ideal 0. */
  ece: number;
  /** Kolmogorov-Smirnov error: largest gap between the running sums of truth and probability, over n. Range 0 .. 1, ideal 0. */
  ks: number;
  /** Brier score: mean (truth - probability)^2. Range 0 .. 1, ideal 0. */
  brier: number;
}

export interface CalibrationErrorOptions {
  /**
   * Pairs without any error (impostors of probability 0, genuine pairs of probability 1) that stand before and after the given ones.
   * @default 0
   */
  before?: number;
  after?: number;
  /**
   * The scores behind the probabilities, in rising order. Those of equal score have no order: bins and running sums do not part them.
   * @default the probabilities
   */
  score?: ArrayLike<number>;
}

/**
 * Calibration of one group's pairs, given in rising order of probability: ECE, KS and Brier score, each with range 0 .. 1 and ideal
 * 0. Pairs with equal scores stay in the bin of the first of them.
 *
 * Source: the measures of FairCal (Salvador et al., arXiv 2106.03761).
 *
 * @param bins number of bins of equal mass for the ECE.
 */
export function calibrationError(
  probability: ArrayLike<number>,
  genuine: ArrayLike<number>,
  bins = 15,
  { before = 0, after = 0, score = probability }: CalibrationErrorOptions = {},
): CalibrationError {
  const given = probability.length;
  const n = before + given + after;
  let ece = 0;
  let ks = 0;
  let running = 0;
  let brier = 0;
  for (let bin = 0, at = 0; bin < bins; bin++) {
    const end = Math.min(given, Math.round(((bin + 1) * n) / bins) - before);
    let gap = 0;
    while (at < end) {
      const value = score[at];
      for (; at < given && score[at] === value; at++) {
        const difference = (genuine[at] as number) - (probability[at] as number);
        gap += difference;
        running += difference;
        brier += difference * difference;
      }
      ks = Math.max(ks, Math.abs(running));
    }
    ece += Math.abs(gap);
  }
  return { ece: ece / n, ks: ks / n, brier: brier / n };
}
