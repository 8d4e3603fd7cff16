import * as tf from '@tensorflow/tfjs';
import { distributionsOf, entropyBlock, groupBlocks } from '../distribution/distribution-blocks';
import { resolveHistogram } from '../distribution/histogram-options';
import { present, type ScoreSet, setMean } from '../distribution/score-set';
import { type LossTerms, sumTerms, type TermBlock } from '../distribution/terms';
import { createHead, type MarginHead } from '../heads/create-head';
import type { TensorRecord } from '../margins/margin';
import type { WeightLayout } from '../ops/cosine-matrix';
import { halfSquares } from '../ops/half-squares';
import { hardNegatives } from '../pairs/hard-negatives';
import { hardPositives } from '../pairs/hard-positives';
import { checkOptions } from './check-options';
import type { BranchOptions, MultiBranchOptions } from './multi-branch-options';

/** One branch's batch. */
export interface BranchInputs {
  /** [n, D], not normalised. */
  readonly embeddings: tf.Tensor2D;
  /** [n], int32: classes of this branch, or places among sampled columns. */
  readonly labels: tf.Tensor1D;
  /** `head.weightShape(D, classes)`, not normalised. */
  readonly weights: tf.Tensor2D;
  /** How the weights lie; `rows` as a `ClassBank` gathers them. @default 'columns' */
  readonly layout?: WeightLayout;
  /** Needed by heads that have one. */
  readonly state?: TensorRecord;
  /** 1 for rows that count, 0 for padding, [n]. @default all */
  readonly validRows?: tf.Tensor1D;
  /** Of a group: pairs of the same person, [p, D] each, not normalised. */
  readonly pairs?: { readonly left: tf.Tensor2D; readonly right: tf.Tensor2D };
}

export type MultiBranchResult = LossTerms & {
  /** New state of every branch's head. */
  readonly states: Record<string, TensorRecord>;
};

export interface MultiBranchLoss {
  readonly options: MultiBranchOptions;
  /** The branches' heads by name. */
  readonly heads: Readonly<Record<string, MarginHead>>;
  /** State of every branch's head at the beginning; new tensors. */
  initialState(): Record<string, TensorRecord>;
  /**
   * Pure, of static shapes, and traceable. Differentiate `total`.
   *
   * @throws Error where a branch's inputs are missing or do not fit.
   */
  loss(inputs: Readonly<Record<string, BranchInputs>>): MultiBranchResult;
}

/**
 * The whole loss of training with branches and groups (the reference's method): every branch's head, L2 on its class
 * weights, terms of its own hardest negatives, and what the groups' similarity distributions are held to. Terms are
 * weighted, add up to `total`, and are named `arcface/BRANCH` (by the head's type), `l2/BRANCH`, `mean/negative/BRANCH`,
 * `entropy/SIDE/BRANCH`, `kl/SIDE/GROUP~GROUP` (by the divergence), `order/GROUP` and `genuine/GROUP`.
 *
 * @throws Error for options that cannot be, naming the field.
 */
export function createMultiBranchLoss(options: MultiBranchOptions): MultiBranchLoss {
  checkOptions(options);
  const { branches, groups = [], constraints = {}, topK, positiveBelow, l2 = 0.001 } = options;
  const shape = resolveHistogram(options.histogram);
  const heads = Object.fromEntries(branches.map(({ name, head }) => [name, createHead(head)]));
  const headOf = (name: string): MarginHead => heads[name] as MarginHead;
  return {
    options,
    heads,
    initialState: () => Object.fromEntries(branches.map(({ name }) => [name, headOf(name).initialState()])),
    loss: (inputs) => {
      const given = (name: string): BranchInputs => {
        const found = inputs[name];
        if (found === undefined) throw new Error(`The loss lacks the inputs of branch '${name}'.`);
        return found;
      };
      const losses = branches.map(({ name }) => {
        const { embeddings, labels, weights, ...more } = given(name);
        return headOf(name).loss(embeddings, labels, weights, more);
      });
      const negativesOf = (name: string): ScoreSet => {
        const { embeddings, labels, validRows } = given(name);
        return hardNegatives(embeddings, labels, { topK, validRows });
      };
      const scores = groups.map(({ branch }) => {
        const { pairs } = given(branch);
        if (pairs === undefined) throw new Error(`The loss lacks the pairs of group '${branch}'.`);
        const positives = hardPositives(pairs.left, pairs.right, { below: positiveBelow });
        return [branch, { positives, negatives: negativesOf(branch) }] as const;
      });
      const blocks: TermBlock[] = [
        {
          names: branches.map(({ name, head }) => `${head.type}/${name}`),
          values: tf.stack(losses.map(({ loss }, i) => tf.mul(loss, branches[i]?.weight ?? 1))) as tf.Tensor1D,
        },
        ...(l2 === 0
          ? []
          : [
              l2Block(
                branches.map(({ name }) => [name, given(name).weights]),
                l2,
              ),
            ]),
        ...branches.flatMap((branch) => negativeBlocks(branch, () => negativesOf(branch.name), shape)),
        ...groupBlocks(new Map(scores), constraints, shape),
      ];
      const states = Object.fromEntries(branches.map(({ name }, i) => [name, losses[i]?.state ?? {}]));
      return { ...sumTerms(blocks), states };
    },
  };
}

function l2Block(weights: readonly (readonly [string, tf.Tensor2D])[], l2: number): TermBlock {
  const halves = weights.map(([, matrix]) => tf.mul(halfSquares(matrix), l2));
  return { names: weights.map(([name]) => `l2/${name}`), values: tf.stack(halves) as tf.Tensor1D };
}

function negativeBlocks(
  { name, negatives: { entropy = 0, mean = 0 } = {} }: BranchOptions,
  mine: () => ScoreSet,
  shape: ReturnType<typeof resolveHistogram>,
): TermBlock[] {
  if (entropy === 0 && mean === 0) return [];
  const negatives = mine();
  const blocks: TermBlock[] = [];
  if (entropy !== 0)
    blocks.push(entropyBlock(distributionsOf(new Map([[name, { negatives }]]), 'negative', shape), entropy));
  if (mean !== 0) {
    const values = tf.reshape<tf.Rank.R1>(tf.mul(tf.mul(setMean(negatives), present(negatives)), mean), [1]);
    blocks.push({ names: [`mean/negative/${name}`], values });
  }
  return blocks;
}
