import * as tf from '@tensorflow/tfjs';

/**
 * 1 at the row's label, else 0, float32; a label out of range gives a row of zeros. Made as integers and cast: asked
 * for floats, the wasm engine of tfjs 4.22 writes integer bits.
 *
 * @param labels - [n], int32
 * @returns [n, classes]
 */
export function oneHotRows(labels: tf.Tensor1D, classes: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;
}
