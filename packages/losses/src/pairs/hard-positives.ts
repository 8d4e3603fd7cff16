import * as tf from '@tensorflow/tfjs';
import type { ScoreSet } from '../distribution/score-set';
import { cosineOfRows } from '../ops/cosine-of-rows';
import { withoutGradient } from '../ops/without-gradient';

export interface HardPositivesOptions {
  /** Pairs with a cosine below this are taken, or all where none is; null takes all. @default 0.6 */
  readonly below?: number | null;
}

/**
 * The hard ones of mined positive pairs: cosine of row i of `left` and of `right`, kept strictly below the threshold;
 * where none is, all. Which are kept is a constant for the gradient.
 *
 * @param left - [n, D], not normalised
 * @param right - [n, D], not normalised
 */
export function hardPositives(
  left: tf.Tensor2D,
  right: tf.Tensor2D,
  { below = 0.6 }: HardPositivesOptions = {},
): ScoreSet {
  const values = cosineOfRows(left, right);
  const weights = withoutGradient<tf.Tensor1D>(() => {
    if (below === null) return tf.onesLike(values);
    const kept = tf.cast(tf.less(values, below), 'float32');
    return tf.add(kept, tf.sub(1, tf.max(kept)));
  });
  return { values, weights };
}
