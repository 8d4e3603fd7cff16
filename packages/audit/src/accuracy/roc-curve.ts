import { isAscending, sortScores } from './sort-scores';

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
 * The receiver operating characteristic at every distinct score; ties move together.
 *
 * @param scores in any order; sorted ones (`sortPairs`) are faster.
 * @throws RangeError where there are no genuine or no impostor pairs.
 */
export function rocCurve(scores: LabelledScores): RocCurve {
  const { score, genuine } = inOrder(scores);
  const length = score.length;
  const positives = countGenuine(genuine);
  const negatives = length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(`a ROC curve needs genuine and impostor pairs; there are ${positives} and ${negatives}`);
  }
  const thresholds = new Float64Array(length + 1);
  const falseMatches = new Float64Array(length + 1);
  const falseNonMatches = new Float64Array(length + 1);
  let points = 0;
  let refusedGenuine = 0;
  let refusedImpostors = 0;
  for (let at = 0; at < length;) {
    const threshold = score[at] as number;
    thresholds[points] = threshold;
    falseMatches[points] = negatives - refusedImpostors;
    falseNonMatches[points] = refusedGenuine;
    points++;
    for (; at < length && score[at] === threshold; at++) {
      if (genuine[at] === 1) refusedGenuine++;
      else refusedImpostors++;
    }
  }
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

/** Genuine pairs among the pairs. */
export function countGenuine(genuine: Uint8Array): number {
  let count = 0;
  for (let n = 0; n < genuine.length; n++) count += genuine[n] as number;
  return count;
}

function inOrder({ score, genuine }: LabelledScores): LabelledScores {
  if (isAscending(score)) return { score, genuine };
  const order = sortScores(score);
  const sorted = { score: new Float64Array(score.length), genuine: new Uint8Array(score.length) };
  for (let n = 0; n < order.length; n++) {
    sorted.score[n] = score[order[n] as number] as number;
    sorted.genuine[n] = genuine[order[n] as number] as number;
  }
  return sorted;
}
