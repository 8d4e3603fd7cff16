import * as tf from '@tensorflow/tfjs';
import { normaliseRows } from './normalise-rows';

/**
 * Cosine of row i of `left` and row i of `right`, [n].
 *
 * @param left - [n, D], not normalised
 * @param right - [n, D], not normalised
 */
export function cosineOfRows(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor1D {
  return tf.sum(tf.mul(normaliseRows(left), normaliseRows(right)), 1);
}
