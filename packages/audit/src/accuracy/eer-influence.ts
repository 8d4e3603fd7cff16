import { BLOCK } from '../kernels/in-blocks';
import { inScoreBlocks } from '../kernels/score-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { EqualErrorRate } from './equal-error-rate';
import type { LabelledScores, RocCurve } from './roc-curve';

/**
 * How each pair moves the equal error rate, to first order: the EER of a sample in which pairs weigh differently is the EER plus the
 * changes of the weighted means of these values over the genuine and over the impostor pairs.
 *
 * Where the FMR falls with slope g0 and the FNMR rises with slope g1, the EER moves by (g1 dFMR + g0 dFNMR) / (g0 + g1), with the
 * errors at the threshold of the EER. The slopes are taken between half and one and a half times the EER. Derived here.
 */
export function eerInfluence(scores: LabelledScores, roc: RocCurve, { value, above }: EqualErrorRate): Float64Array {
  const ofFmr = shareOfFmr(roc, value);
  const { threshold } = above;
  const influence = new Float64Array(scores.score.length);
  withKernels((kernels) => {
    const values = kernels.room(8 * BLOCK);
    inScoreBlocks(kernels, scores, ({ score, genuine, rows, from }) => {
      kernels.run.byOutcome(score, genuine, rows, threshold, 0, 1 - ofFmr, ofFmr, 0, values);
      influence.set(kernels.doubles(values, rows), from);
    });
  });
  return influence;
}

/** g1 / (g0 + g1). */
function shareOfFmr({ thresholds, falseMatches, falseNonMatches, impostor, genuine }: RocCurve, eer: number): number {
  const last = thresholds.length - 1;
  const first = (isReached: (n: number) => boolean): number => {
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isReached(middle)) high = middle;
      else low = middle + 1;
    }
    // The last threshold is infinite.
    return thresholds[Math.min(low, last - 1)] as number;
  };
  const fmrAt = (rate: number): number => first((n) => (falseMatches[n] as number) / impostor <= rate);
  const fnmrAt = (rate: number): number => first((n) => (falseNonMatches[n] as number) / genuine >= rate);
  const ofFmr = fmrAt(eer / 2) - fmrAt(1.5 * eer);
  const ofFnmr = fnmrAt(1.5 * eer) - fnmrAt(eer / 2);
  // The slopes are eer / width, so that g1 / (g0 + g1) is the share of the other width.
  return ofFmr + ofFnmr > 0 ? ofFmr / (ofFmr + ofFnmr) : 0.5;
}
