import * as tf from '@tensorflow/tfjs';

/**
 * What `compute` gives, as a constant for the gradient: whatever tensors it uses, nothing flows back to them. tfjs has
 * no stop-gradient of its own, and comparisons have no gradient at all: masks and thresholds are computed in here.
 *
 * @param compute makes a new tensor; to stop at a tensor that exists, clone it
 *
 * @example const mask = withoutGradient(() => tf.cast(tf.greater(x, 0.5), 'float32'));
 */
export function withoutGradient<T extends tf.Tensor>(compute: () => T): T {
  // Without inputs the node is a leaf of the tape.
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))() as T;
}
