import * as tf from '@tensorflow/tfjs';

/** Added to probabilities inside logarithms. */
export const GUARD = 1e-9;

/**
 * Entropy of every distribution, -sum of p ln(p + 1e-9), natural logarithm.
 *
 * @param p - [..., nodes]
 * @returns [...]
 */
export function entropy(p: tf.Tensor): tf.Tensor {
  return tf.neg(tf.sum(tf.mul(p, tf.log(tf.add(p, GUARD))), -1));
}
