import * as tf from '@tensorflow/tfjs';
import { NORM_FLOOR } from './norm-floor';

/**
 * Rows divided by their Euclidean norm, with the gradient (g - y (y . g)) / |x|. Rows of zeros stay zero. The gradient
 * cannot be differentiated again.
 *
 * @param x - [n, D]
 */
export const normaliseRows = (x: tf.Tensor2D): tf.Tensor2D =>
  tf.customGrad((rows, save) => {
    const inverse = inverseNorms(rows as tf.Tensor, 1);
    const value = tf.mul(rows as tf.Tensor, inverse);
    (save as tf.GradSaveFunc)([value, inverse]);
    const gradFunc = (dy: tf.Tensor, [y, factor]: tf.Tensor[]) =>
      normaliseBackward(dy, y as tf.Tensor, factor as tf.Tensor);
    return { value, gradFunc };
  })(x) as tf.Tensor2D;

/** 1 / |x| along an axis, kept as an axis of one. */
export function inverseNorms(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.rsqrt(tf.maximum(tf.sum(tf.square(x), axis, true), NORM_FLOOR));
}

/** Gradient at x where `dy` is the one at y = x * inverse. */
export function normaliseBackward(dy: tf.Tensor, y: tf.Tensor, inverse: tf.Tensor): tf.Tensor {
  return tf.mul(inverse, tf.sub(dy, tf.mul(y, tf.sum(tf.mul(dy, y), 1, true))));
}
