import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';

/** A set of similarities of a fixed size: those with weight 0 are not in it. */
export type ScoreSet = {
  /** [n] */
  readonly values: tf.Tensor1D;
  /** 1 (in the set) or 0, [n]; a constant for the gradient. */
  readonly weights: tf.Tensor1D;
};

/** All of `values`. */
export const wholeSet = (values: tf.Tensor1D): ScoreSet => ({ values, weights: tf.onesLike(values) });

/** 1 where the set holds anything, else 0. */
export const present = ({ weights }: ScoreSet): tf.Scalar => withoutGradient(() => tf.max(weights));

/** Mean of the set; 0 where it is empty. */
export function setMean({ values, weights }: ScoreSet): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1));
}
