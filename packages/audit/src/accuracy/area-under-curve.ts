import type { RocCurve } from './roc-curve';

/**
 * Area under the ROC curve: the chance that a genuine pair scores higher than an impostor pair, the mean over genuine p and
 * impostor n of 1[p > n] + 1/2 1[p = n]. Range 0 .. 1, ideal 1, chance 0.5.
 *
 * Source: Mann, Whitney, Annals of Mathematical Statistics 18, 1947; Hanley, McNeil, Radiology 143, 1982.
 */
export function areaUnderCurve({ falseMatches, falseNonMatches, genuine, impostor }: RocCurve): number {
  let sum = 0;
  for (let n = 0; n + 1 < falseMatches.length; n++) {
    const here = (falseNonMatches[n + 1] as number) - (falseNonMatches[n] as number);
    const below = impostor - (falseMatches[n] as number);
    const tied = (falseMatches[n] as number) - (falseMatches[n + 1] as number);
    sum += here * (below + tied / 2);
  }
  return sum / (genuine * impostor);
}
