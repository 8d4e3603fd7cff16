import * as tf from '@tensorflow/tfjs';

/** Half the sum of squares, as weight decay is written; its gradient is x, in one pass. */
export const halfSquares = (x: tf.Tensor): tf.Scalar =>
  tf.customGrad((...args) => {
    const [given, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([given]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(saved as tf.Tensor, dy);
    return { value: tf.mul(tf.sum(tf.square(given)), 0.5), gradFunc };
  })(x) as tf.Scalar;
