import { BLOCK, inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import { countOnes } from './count-ones';
import { isAscending, sortWithOrder } from './sort-scores';

/** Scores with their truth; larger is more alike, 1 = genuine. */
export interface LabelledScores {
  score: Float64Array;
  genuine: Uint8Array;
}

/**
 * Every operating point of a verification system. A pair is accepted when its score >= the threshold, so that
 * FMR = falseMatches / impostor and FNMR = falseNonMatches / genuine.
 */
export interface RocCurve {
  /** All distinct scores in rising order, then Infinity. */
  thresholds: Float64Array;
  /** Impostor pairs accepted at each threshold. */
  falseMatches: Float64Array;
  /** Genuine pairs refused at each threshold. */
  falseNonMatches: Float64Array;
  /** Impostor pairs in all. */
  impostor: number;
  /** Genuine pairs in all. */
  genuine: number;
}

/**
 * The receiver operating characteristic at every distinct score, as counts; ties move together. FMR and FNMR range over 0 .. 1, ideal
 * 0. In common use.
 *
 * @param scores in any order; sorted ones (`sortPairs`) are faster.
 * @throws RangeError where there are no genuine or no impostor pairs.
 */
export function rocCurve(scores: LabelledScores): RocCurve {
  const { score, genuine } = inOrder(scores);
  const length = score.length;
  const positives = countOnes(genuine);
  const negatives = length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(`a ROC curve needs genuine and impostor pairs; there are ${positives} and ${negatives}`);
  }
  const thresholds = new Float64Array(length + 1);
  const falseMatches = new Float64Array(length + 1);
  const falseNonMatches = new Float64Array(length + 1);
  let points = 0;
  withKernels((kernels) => {
    const [scores, kinds] = [kernels.place(score), kernels.place(genuine)];
    const [matches, nonMatches] = [kernels.room(8 * BLOCK), kernels.room(8 * BLOCK)];
    const rowThresholds = kernels.room(8 * BLOCK);
    const state = kernels.cleared(16);
    inBlocks(kernels, length, (from, to) => {
      const found = kernels.run.rocPoints(
        ...[scores, kinds, from, to, negatives, state],
        ...[rowThresholds, matches, nonMatches],
      );
      thresholds.set(kernels.doubles(rowThresholds, found), points);
      falseMatches.set(kernels.doubles(matches, found), points);
      falseNonMatches.set(kernels.doubles(nonMatches, found), points);
      points += found;
    });
  });
  thresholds[points] = Infinity;
  falseNonMatches[points] = positives;
  points++;
  return {
    thresholds: thresholds.subarray(0, points),
    falseMatches: falseMatches.subarray(0, points),
    falseNonMatches: falseNonMatches.subarray(0, points),
    impostor: negatives,
    genuine: positives,
  };
}

function inOrder({ score, genuine }: LabelledScores): LabelledScores {
  if (isAscending(score)) return { score, genuine };
  const { order, sorted } = sortWithOrder(score);
  return { score: sorted, genuine: Uint8Array.from(order, (n) => genuine[n] as number) };
}
