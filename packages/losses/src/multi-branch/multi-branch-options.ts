import type { Constraints } from '../distribution/constraints';
import type { HistogramOptions } from '../distribution/histogram-options';
import type { HeadOptions } from '../heads/head-options';

/** One set of people with class centres of its own. */
export interface BranchOptions {
  readonly name: string;
  readonly head: HeadOptions;
  /** Weight of the head's loss. @default 1 */
  readonly weight?: number;
  /**
   * For a branch that is no group: weights of the entropy of its own hardest negatives' distribution and of their mean.
   * @default none
   */
  readonly negatives?: { readonly entropy?: number; readonly mean?: number };
}

/** The whole loss, plain data. */
export interface MultiBranchOptions {
  readonly branches: readonly BranchOptions[];
  /** Branches whose similarity distributions are held to `constraints`. @default none */
  readonly groups?: readonly { readonly branch: string }[];
  /** @default none */
  readonly constraints?: Constraints;
  readonly histogram?: HistogramOptions;
  /** Hardest negatives of a branch, unordered pairs. @default 100 */
  readonly topK?: number;
  /** Positives below this cosine are taken, or all where none is; null takes all. @default 0.6 */
  readonly positiveBelow?: number | null;
  /** Times half the sum of squares of every branch's class weights. @default 0.001 */
  readonly l2?: number;
}
