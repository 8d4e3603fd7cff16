import * as tf from '@tensorflow/tfjs';
import { marginLogits, nearestCenters } from '../heads/create-head';
import { checkHead } from '../heads/check-head';
import { createMargin } from '../heads/create-margin';
import type { HeadOptions } from '../heads/head-options';
import type { MarginOutput, TensorRecord } from '../margins/margin';
import { cosineBackward, type CosineForward, cosineForward } from '../ops/cosine-matrix';
import { NORM_FLOOR } from '../ops/norm-floor';
import { oneHotRows } from '../ops/one-hot';
import { scalars } from '../ops/scalars';
import { withoutGradient } from '../ops/without-gradient';

/** What a shard holds between the three parts of a step; tensors of the caller. */
export type ShardForward = {
  readonly cosine: CosineForward;
  /** Norms of the embeddings, [n, 1]. */
  readonly norms: tf.Tensor2D;
  /** 1 at labels of this shard, [n, classes of the shard]; rows of foreign labels are 0. */
  readonly oneHot: tf.Tensor2D;
  /** Target cosine of rows whose label is here, 0 for the others, [n, 1]. Summed over shards it is everybody's. */
  readonly target: tf.Tensor2D;
};

/** A shard's share of the soft-max, [n, 1] each. */
export type ShardSoftmax = {
  /** Largest logit. */
  readonly largest: tf.Tensor2D;
  /** Sum of exp(logit - largest). */
  readonly sum: tf.Tensor2D;
  /** Logit of rows whose label is here, 0 for the others. */
  readonly targetLogit: tf.Tensor2D;
  /** Added to the rows' loss by the first shard alone. */
  readonly regulariser: tf.Tensor2D;
  /** State after the step, the same on every shard. */
  readonly state: TensorRecord;
};

export type ShardGradients = {
  /** Share of the gradient at the embeddings, [n, D]: the sum over shards is the gradient. */
  readonly embeddings: tf.Tensor2D;
  /** Gradient at this shard's weights. */
  readonly weights: tf.Tensor2D;
};

/** What all shards of a step are told. */
export interface ShardStep {
  /** Target cosines summed over shards, [n, 1]. */
  readonly target: tf.Tensor2D;
  /** State before the step. */
  readonly state: TensorRecord;
  /** 1 for rows that count, [n, 1]. */
  readonly validRows: tf.Tensor2D;
}

/**
 * One shard of a head whose classes are spread over processes: model-parallel soft-max. Every process has all
 * embeddings and some classes. A step has three parts, between which little is exchanged: [n, 1] target cosines are
 * summed ({@link forward}), [n, 1] maxima and sums of exponentials are combined ({@link softmax},
 * {@link combineSoftmax}), and shares of the embeddings' gradient are summed ({@link backward}).
 */
export interface ClassShard {
  initialState(): TensorRecord;
  /**
   * @param embeddings - [n, D], all of the step
   * @param labels - [n], int32, minus the number of the shard's first class: foreign labels are out of range
   * @param weights - [D, classes of the shard * K]
   */
  forward(embeddings: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor2D): ShardForward;
  softmax(forward: ShardForward, step: ShardStep): ShardSoftmax;
  /**
   * @param logSum - logarithm of the soft-max's sum over all shards, [n, 1]
   * @param first whether this shard adds the regulariser's gradient
   */
  backward(
    weights: tf.Tensor2D,
    forward: ShardForward,
    step: ShardStep & { readonly logSum: tf.Tensor2D; readonly first: boolean },
  ): ShardGradients;
}

/**
 * The shard of a head.
 *
 * @throws Error for `cifp`, whose threshold needs all negatives at once.
 */
export function createClassShard(options: HeadOptions): ClassShard {
  checkHead(options);
  if (options.type === 'cifp') throw new Error('CIFP needs all classes in one process: it cannot be sharded.');
  const margin = createMargin(options);
  const subCenters = options.type === 'subcenter-arcface' ? (options.subCenters ?? 3) : 1;
  const scale = options.scale ?? 64;

  const logitsOf = (centres: tf.Tensor2D, norms: tf.Tensor2D, { oneHot }: ShardForward, step: ShardStep) => {
    const cosines = nearestCenters(centres, subCenters);
    const own: tf.Tensor2D = tf.sum(tf.mul(cosines, oneHot), 1, true);
    // Targets of other shards are numbers here.
    const foreign = withoutGradient(() => tf.sub(step.target, own) as tf.Tensor2D);
    const target = tf.add(own, foreign) as tf.Tensor2D;
    const output: MarginOutput = margin.apply({ ...step, cosines, oneHot, norms, target });
    return { output, logits: marginLogits(output.cosines ?? cosines, output.target, oneHot, scale) };
  };

  return {
    initialState: () => scalars(margin.initialState),
    forward: (embeddings, labels, weights) => {
      const cosine = cosineForward(embeddings, weights, 'columns');
      const oneHot = oneHotRows(labels, weights.shape[1] / subCenters);
      const target: tf.Tensor2D = tf.sum(tf.mul(nearestCenters(cosine.cosines, subCenters), oneHot), 1, true);
      const norms: tf.Tensor2D = tf.sqrt(tf.maximum(tf.sum(tf.square(embeddings), 1, true), NORM_FLOOR));
      return { cosine, norms, oneHot, target };
    },
    softmax: (forward, step) => {
      const { output, logits } = logitsOf(forward.cosine.cosines, forward.norms, forward, step);
      const largest: tf.Tensor2D = tf.max(logits, 1, true);
      return {
        largest,
        sum: tf.sum(tf.exp(tf.sub(logits, largest)), 1, true),
        targetLogit: tf.sum(tf.mul(logits, forward.oneHot), 1, true),
        regulariser: output.regulariser ?? tf.zerosLike(largest),
        state: output.state ?? step.state,
      };
    },
    backward: (weights, forward, { logSum, first, ...step }) => {
      const { cosine, oneHot, norms } = forward;
      const share = tf.div(step.validRows, tf.maximum(tf.sum(step.validRows), 1));
      // Sum of logits times their gradients: what the loss is to first order.
      const linear = (centres: tf.Tensor2D, lengths: tf.Tensor2D): tf.Scalar => {
        const { output, logits } = logitsOf(centres, lengths, forward, step);
        const dLogits = withoutGradient(() => tf.mul(share, tf.sub(tf.exp(tf.sub(logits, logSum)), oneHot)));
        const sum: tf.Scalar = tf.sum(tf.mul(logits, dLogits));
        if (!first || output.regulariser === undefined) return sum;
        return tf.add(sum, tf.sum(tf.mul(output.regulariser, share)));
      };
      // Only some margins look at norms: a multiple of 0 makes the others differentiable by them.
      const gradients = tf.grads((centres, lengths) =>
        tf.add(linear(centres as tf.Tensor2D, lengths as tf.Tensor2D), tf.mul(tf.sum(lengths as tf.Tensor), 0)),
      );
      const [dCosines, dNorms] = gradients([cosine.cosines, norms]) as [tf.Tensor2D, tf.Tensor2D];
      const { embeddings, weights: dWeights } = cosineBackward(dCosines, weights, cosine, 'columns');
      return { embeddings: tf.add(embeddings, tf.mul(cosine.unit, dNorms)), weights: dWeights };
    },
  };
}
