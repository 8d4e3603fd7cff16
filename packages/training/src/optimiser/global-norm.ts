import { sumOfSquares } from '@fairface/engine';
import * as tf from '@tensorflow/tfjs';

type TensorRecord = Readonly<Record<string, tf.Tensor>>;

/** The root of the sum of all squares, a scalar; not finite where one of the numbers is not. */
export function globalNorm(gradients: TensorRecord): tf.Scalar {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map(sumOfSquares);
    return squares.length === 0 ? tf.scalar(0) : tf.sqrt<tf.Scalar>(tf.addN(squares));
  });
}

/**
 * Gradients of which the norm over all of them together is at most `most`: each times min(1, most / norm) (Pascanu and
 * others 2013, algorithm 1). A norm that is not finite makes all of them so.
 */
export function clipByGlobalNorm<T extends TensorRecord>(gradients: T, norm: tf.Scalar, most: number): T {
  const scale = tf.tidy(() => tf.minimum<tf.Scalar>(1, tf.div(most, tf.maximum(norm, 1e-12))));
  const clipped = Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)] as const);
  scale.dispose();
  return Object.fromEntries(clipped) as T;
}
