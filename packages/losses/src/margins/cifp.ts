import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';
import type { Margin, MarginInput } from './margin';

export interface CifpOptions {
  /** m, in cosines. @default 0.35 */
  readonly margin?: number;
}

/**
 * CIFP, the penalty on an image's own false positive rate (Xu et al., CVPR 2021, arXiv 2106.05519): target
 * cos(theta_y) - m - (1 + cos(theta_y)) * mean of cos^2 over the row's false positives. These are the negatives above
 * the threshold of the whole batch that lets one negative in (classes - 1) pass, but not above the target itself. No
 * gradient goes through the factor 1 + cos(theta_y); where a negative is at or above the target with its margin, its
 * cos^2 moves the embedding only, not the class weights, as in the authors' code.
 */
export function cifp({ margin = 0.35 }: CifpOptions): Margin {
  return {
    initialState: {},
    apply: (input) => {
      const { target, cosines, detachedCosines } = input;
      if (detachedCosines === undefined)
        throw new Error('CIFP needs all classes in one process: it cannot be sharded.');
      const falsePositives = withoutGradient(() => falsePositiveMask(input));
      const hard = withoutGradient(() => tf.greaterEqual(cosines, tf.sub(target, margin)));
      const squares = tf.square(tf.where(hard, detachedCosines(), cosines));
      const count = withoutGradient(() => tf.maximum(tf.sum(falsePositives, 1, true), 1));
      const penalty = tf.div(tf.sum(tf.mul(squares, falsePositives), 1, true), count);
      const factor = withoutGradient(() => tf.add(1, target));
      return { target: tf.sub(tf.sub(target, margin), tf.mul(factor, penalty)) as tf.Tensor2D };
    },
  };
}

function falsePositiveMask({ cosines, oneHot, target, validRows }: MarginInput): tf.Tensor2D {
  const [rows, classes] = cosines.shape;
  const valid = validRows ?? tf.ones([rows, 1]);
  // Cosines are at least -1: subtracting 3 puts what does not count below all of them.
  const negatives = tf.sub(cosines, tf.mul(3, tf.maximum(oneHot, tf.sub(1, valid))));
  // One in (classes - 1) of n (classes - 1) negatives is the n-th.
  const { values } = tf.topk(tf.reshape(negatives, [rows * classes]), rows);
  const threshold = tf.gather(values, tf.cast(tf.maximum(tf.sub(tf.sum(valid), 1), 0), 'int32'));
  const passed = tf.logicalAnd(tf.greater(negatives, threshold), tf.lessEqual(negatives, target));
  return tf.cast(passed, 'float32') as tf.Tensor2D;
}
