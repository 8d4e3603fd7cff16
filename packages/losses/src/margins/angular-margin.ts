import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';

/** Cosines are kept this far from 1 and -1 before a root or an arc cosine, whose gradients are infinite there. */
export const CLAMP = 1e-7;

export const clampCosine = (cosine: tf.Tensor2D): tf.Tensor2D => tf.clipByValue(cosine, CLAMP - 1, 1 - CLAMP);

/**
 * cos(theta + m) where theta + m < pi, that is cos(theta) > cos(pi - m); beyond, where it would rise again, the linear
 * fallback cos(theta) - m sin(m). Cosines are clamped to 1 - 1e-7, so that the gradient is finite everywhere.
 *
 * @param target - cos(theta), [n, 1]
 * @param margin - m in radians; a number, or [n, 1] for a margin of every row's own
 */
export function angularMargin(target: tf.Tensor2D, margin: number | tf.Tensor2D): tf.Tensor2D {
  const cosine = clampCosine(target);
  const sine = tf.sqrt(tf.sub(1, tf.square(cosine)));
  const [cosM, sinM] =
    typeof margin === 'number' ? [Math.cos(margin), Math.sin(margin)] : [tf.cos(margin), tf.sin(margin)];
  const moved = tf.sub(tf.mul(cosine, cosM), tf.mul(sine, sinM));
  const linear = tf.sub(target, tf.mul(margin, sinM));
  const below = withoutGradient(() => tf.greater(cosine, tf.neg(cosM)));
  return tf.where(below, moved, linear) as tf.Tensor2D;
}
