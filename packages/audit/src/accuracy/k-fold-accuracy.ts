import { nextUp } from './next-up';
import type { LabelledScores } from './roc-curve';
import { isAscending } from './sort-scores';

export interface KFoldAccuracy {
  /** For each fold the threshold found on the others, and the share of right decisions on it. */
  folds: { threshold: number; accuracy: number }[];
  /** Mean over the folds. Range 0 .. 1, ideal 1. */
  mean: number;
  /** Standard deviation over the folds, divided by the number of folds (ddof 0). */
  std: number;
}

/**
 * Verification accuracy by the protocol of LFW: each fold is judged at the threshold that is best on the others. Candidates
 * are the distinct scores of the others and the double above the largest; the smallest of equals is taken.
 *
 * @param foldOf for each pair its fold, in 0 .. k - 1. Keep the pairs of a person in one fold where that is possible.
 * @throws RangeError where a fold has no pairs or the scores are not in rising order (`sortPairs`).
 */
export function kFoldAccuracy({ score, genuine }: LabelledScores, foldOf: ArrayLike<number>, k = 10): KFoldAccuracy {
  if (!isAscending(score)) throw new RangeError('k-fold accuracy needs scores in rising order: use sortPairs first');
  const sizes = new Float64Array(k);
  // Errors of each fold at the threshold under way: at first everything is accepted.
  const errors = new Float64Array(k);
  for (let n = 0; n < score.length; n++) {
    const fold = foldOf[n] as number;
    sizes[fold] = (sizes[fold] as number) + 1;
    if (genuine[n] === 0) errors[fold] = (errors[fold] as number) + 1;
  }
  const empty = sizes.indexOf(0);
  if (k < 2 || empty >= 0)
    throw new RangeError(`k-fold accuracy needs 2 folds or more, each with pairs; fold ${empty} of ${k} has none`);
  const threshold = new Float64Array(k);
  const fewest = new Float64Array(k).fill(Infinity);
  const largest = new Float64Array(k);
  let all = errors.reduce((sum, e) => sum + e, 0);
  const here = new Int32Array(k);
  for (let at = 0; at < score.length;) {
    const value = score[at] as number;
    let end = at + 1;
    while (end < score.length && score[end] === value) end++;
    here.fill(0);
    for (let n = at; n < end; n++) here[foldOf[n] as number] = (here[foldOf[n] as number] as number) + 1;
    for (let fold = 0; fold < k; fold++) {
      if (here[fold] === end - at) continue;
      const ofOthers = all - (errors[fold] as number);
      if (ofOthers < (fewest[fold] as number)) {
        fewest[fold] = ofOthers;
        threshold[fold] = value;
      }
      largest[fold] = value;
    }
    for (; at < end; at++) {
      const step = genuine[at] === 1 ? 1 : -1;
      const fold = foldOf[at] as number;
      errors[fold] = (errors[fold] as number) + step;
      all += step;
    }
  }
  for (let fold = 0; fold < k; fold++) {
    if (all - (errors[fold] as number) < (fewest[fold] as number)) threshold[fold] = nextUp(largest[fold] as number);
  }
  const right = new Float64Array(k);
  for (let n = 0; n < score.length; n++) {
    const fold = foldOf[n] as number;
    const accepted = (score[n] as number) >= (threshold[fold] as number);
    if (accepted === (genuine[n] === 1)) right[fold] = (right[fold] as number) + 1;
  }
  const folds = Array.from(right, (count, fold) => ({
    threshold: threshold[fold] as number,
    accuracy: count / (sizes[fold] as number),
  }));
  const mean = folds.reduce((sum, { accuracy }) => sum + accuracy, 0) / k;
  return { folds, mean, std: Math.sqrt(folds.reduce((sum, { accuracy }) => sum + (accuracy - mean) ** 2, 0) / k) };
}
