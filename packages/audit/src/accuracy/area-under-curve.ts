import type { RocCurve } from './roc-curve';

/**
 * Area under the ROC curve: the chance that a genuine pair scores higher than an impostor pair, ties counting one half
 * (the Mann-Whitney statistic). Range 0 .. 1, ideal 1, chance 0.5.
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
