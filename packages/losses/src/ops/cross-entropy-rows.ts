import * as tf from '@tensorflow/tfjs';

/**
 * Soft-max cross-entropy (natural logarithm) of every row, stabilised by the row's maximum; gradient soft-max minus
 * target. The gradient cannot be differentiated again.
 *
 * @param logits - [n, classes]
 * @param oneHot - [n, classes], one 1 a row
 * @returns [n, 1]
 */
export const crossEntropyRows = (logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor2D =>
  tf.customGrad((...args) => {
    const [given, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const shifted = tf.sub(given, tf.max(given, 1, true));
    const exponentials = tf.exp(shifted);
    const sums = tf.sum(exponentials, 1, true);
    const value = tf.sub(tf.log(sums), tf.sum(tf.mul(shifted, oneHot), 1, true));
    save([tf.div(exponentials, sums), oneHot]);
    const gradFunc = (dy: tf.Tensor, [softmax, target]: tf.Tensor[]) =>
      tf.mul(dy, tf.sub(softmax as tf.Tensor, target as tf.Tensor));
    return { value, gradFunc };
  })(logits) as tf.Tensor2D;
