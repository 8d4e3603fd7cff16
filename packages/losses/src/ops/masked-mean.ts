import * as tf from '@tensorflow/tfjs';

/** Mean of the values whose mask is 1, or 0 where none is. Without a mask all count. */
export function maskedMean(values: tf.Tensor, mask?: tf.Tensor): tf.Scalar {
  if (mask === undefined) return tf.mean(values);
  return tf.div(tf.sum(tf.mul(values, mask)), tf.maximum(tf.sum(mask), 1));
}
