import { withKernels } from '../kernels/with-kernels';
import { nextUp } from './next-up';
import type { LabelledScores } from './roc-curve';
import { isAscending } from './sort-scores';

/** Pairs in a block: thresholds inside a block are tried only where one of them could be the best. */
const BLOCK = 1024;

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
 * are the distinct scores of the others and the double above the largest; the smallest of equals is taken. Accuracy is the share of
 * right decisions on a fold. Range 0 .. 1, ideal 1.
 *
 * Source: Huang, Ramesh, Berg, Learned-Miller, Labeled Faces in the Wild, 2007 (with k = 10).
 *
 * @param foldOf for each pair its fold, in 0 .. k - 1. Keep the pairs of a person in one fold where that is possible.
 * @throws RangeError where a fold has no pairs, a pair has no fold or the scores are not in rising order (`sortPairs`).
 */
export function kFoldAccuracy({ score, genuine }: LabelledScores, foldOf: ArrayLike<number>, k = 10): KFoldAccuracy {
  if (!isAscending(score)) throw new RangeError('k-fold accuracy needs scores in rising order: use sortPairs first');
  const blocks = new Blocks(score, genuine, foldOf, k);
  const { starts, errors, impostors, sizes } = blocks;
  const empty = sizes.indexOf(0);
  const counted = sizes.reduce((sum, size) => sum + size, 0);
  if (counted !== score.length) throw new RangeError(`every pair needs a fold in 0 .. ${k - 1}`);
  if (k < 2 || empty >= 0)
    throw new RangeError(`k-fold accuracy needs 2 folds or more, each with pairs; fold ${empty} of ${k} has none`);

  // Errors of the other folds at the start of block b, and what they cannot fall below inside it.
  const ofOthers = (b: number, fold: number): number =>
    (blocks.allErrors[b] as number) - (errors[b * k + fold] as number);
  const bound = (b: number, fold: number): number =>
    ofOthers(b, fold) - ((blocks.allImpostors[b] as number) - (impostors[b * k + fold] as number));
  const reached = new Float64Array(k).fill(Infinity);
  for (let b = 0; b < starts.length; b++) {
    for (let fold = 0; fold < k; fold++) reached[fold] = Math.min(reached[fold] as number, ofOthers(b, fold));
  }
  const threshold = new Float64Array(k);
  const fewest = new Float64Array(k).fill(Infinity);
  const folds = Array.from({ length: k }, (_, fold) => fold);
  for (let b = 0; b < starts.length - 1; b++) {
    const open = folds.some((fold) => bound(b, fold) <= (reached[fold] as number));
    if (open) blocks.walk(b, threshold, fewest);
  }
  const last = starts.length - 1;
  for (const fold of folds) {
    // With everything refused the errors are the genuine pairs.
    if (ofOthers(last, fold) < (fewest[fold] as number)) threshold[fold] = nextUp(blocks.largestOfOthers(fold));
  }
  const results = folds.map((fold) => {
    const size = sizes[fold] as number;
    return {
      threshold: threshold[fold] as number,
      accuracy: (size - blocks.errorsAt(threshold[fold] as number, fold)) / size,
    };
  });
  const mean = results.reduce((sum, { accuracy }) => sum + accuracy, 0) / k;
  return {
    folds: results,
    mean,
    std: Math.sqrt(results.reduce((sum, { accuracy }) => sum + (accuracy - mean) ** 2, 0) / k),
  };
}

/** Sorted pairs cut into blocks between distinct scores, with the errors of each fold where a block starts. */
class Blocks {
  /** First pair of each block; at the end the number of pairs. */
  readonly starts: number[] = [0];
  /** Errors of fold f at the threshold where block b starts: errors[b k + f]; impostor pairs of the fold inside the block. */
  readonly errors: Float64Array;
  readonly impostors: Float64Array;
  /** The same of all folds together. */
  readonly allErrors: Float64Array;
  readonly allImpostors: Float64Array;
  /** Pairs in each fold. */
  readonly sizes: Float64Array;

  constructor(
    readonly score: Float64Array,
    readonly genuine: Uint8Array,
    readonly foldOf: ArrayLike<number>,
    readonly k: number,
  ) {
    for (let at = BLOCK; at < score.length; at += BLOCK) {
      while (at < score.length && score[at] === score[at - 1]) at++;
      if (at < score.length) this.starts.push(at);
    }
    if (score.length > 0) this.starts.push(score.length);
    const blocks = this.starts.length;
    this.errors = new Float64Array(blocks * k);
    this.impostors = new Float64Array(blocks * k);
    this.allErrors = new Float64Array(blocks);
    this.allImpostors = new Float64Array(blocks);
    this.sizes = new Float64Array(k);
    const { errors, impostors } = this;
    this.#count();
    // Genuine pairs refused so far; impostor pairs are added from the other end.
    for (let at = k; at < errors.length; at++) errors[at] = (errors[at] as number) + (errors[at - k] as number);
    const accepted = new Float64Array(k);
    for (let b = blocks - 1; b >= 0; b--) {
      for (let fold = 0; fold < k; fold++) {
        const at = b * k + fold;
        accepted[fold] = (accepted[fold] as number) + (impostors[at] as number);
        errors[at] = (errors[at] as number) + (accepted[fold] as number);
        this.allErrors[b] = (this.allErrors[b] as number) + (errors[at] as number);
        this.allImpostors[b] = (this.allImpostors[b] as number) + (impostors[at] as number);
      }
    }
  }

  /** Counts the pairs of each block by fold: genuine ones as errors of the next block. */
  #count(): void {
    const { starts, k, errors, impostors, sizes } = this;
    withKernels((kernels) => {
      const [genuine, foldOf] = [kernels.place(this.genuine), kernels.room(4 * this.foldOf.length)];
      kernels.integers(foldOf, this.foldOf.length).set(this.foldOf);
      const [all, wrong, others] = [kernels.place(sizes), kernels.place(errors), kernels.place(impostors)];
      for (let b = 0; b < starts.length - 1; b++) {
        const [from, to] = [starts[b] as number, starts[b + 1] as number];
        kernels.run.countFolds(genuine, foldOf, from, to, k, all, wrong + 8 * k * (b + 1), others + 8 * k * b);
      }
      sizes.set(kernels.doubles(all, sizes.length));
      errors.set(kernels.doubles(wrong, errors.length));
      impostors.set(kernels.doubles(others, impostors.length));
    });
  }

  /** Tries all thresholds in block b: lowers `fewest` and sets `threshold` where fewer errors of the other folds are found. */
  walk(b: number, threshold: Float64Array, fewest: Float64Array): void {
    const { score, genuine, foldOf, k } = this;
    const own = this.errors.slice(b * k, (b + 1) * k);
    let all = this.allErrors[b] as number;
    const here = new Int32Array(k);
    const stop = this.starts[b + 1] as number;
    for (let at = this.starts[b] as number; at < stop;) {
      const value = score[at] as number;
      let end = at + 1;
      while (end < stop && score[end] === value) end++;
      here.fill(0);
      for (let n = at; n < end; n++) here[foldOf[n] as number] = (here[foldOf[n] as number] as number) + 1;
      for (let fold = 0; fold < k; fold++) {
        // A score of this fold alone is no candidate for it.
        if (here[fold] === end - at) continue;
        const ofOthers = all - (own[fold] as number);
        if (ofOthers < (fewest[fold] as number)) {
          fewest[fold] = ofOthers;
          threshold[fold] = value;
        }
      }
      for (; at < end; at++) {
        const step = genuine[at] === 1 ? 1 : -1;
        const fold = foldOf[at] as number;
        own[fold] = (own[fold] as number) + step;
        all += step;
      }
    }
  }

  /** The largest score of a pair that is not in the fold. */
  largestOfOthers(fold: number): number {
    let at = this.score.length - 1;
    while (this.foldOf[at] === fold) at--;
    return this.score[at] as number;
  }

  /** Errors of a fold at a threshold. */
  errorsAt(threshold: number, fold: number): number {
    const { score, genuine, foldOf, k, starts } = this;
    let b = starts.length - 1;
    while (b > 0 && (b === starts.length - 1 || (score[starts[b] as number] as number) >= threshold)) b--;
    let errors = this.errors[b * k + fold] as number;
    for (let n = starts[b] as number; n < score.length && (score[n] as number) < threshold; n++)
      if (foldOf[n] === fold) errors += genuine[n] === 1 ? 1 : -1;
    return errors;
  }
}
