import * as tf from '@tensorflow/tfjs';

/** Puts `before` rows and columns of `value` on every side of [N, H, W, C]. */
export function padSymmetric(x: tf.Tensor4D, before: number, value = 0): tf.Tensor4D {
  if (before === 0) return x;
  return tf.pad(
    x,
    [
      [0, 0],
      [before, before],
      [before, before],
      [0, 0],
    ],
    value,
  );
}
