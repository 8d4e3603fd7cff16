import * as tf from '@tensorflow/tfjs';
import { maskedMean } from '../ops/masked-mean';
import { withoutGradient } from '../ops/without-gradient';
import { clampCosine } from './angular-margin';
import type { Margin, MarginInput } from './margin';

export interface AdaFaceOptions {
  /** m. @default 0.4 */
  readonly margin?: number;
  /** h, how far the norm's deviation reaches. @default 0.333 */
  readonly concentration?: number;
  /** Share of the new batch in the running mean and deviation of the norms. @default 0.01 */
  readonly momentum?: number;
}

/** Added to the deviation, and least distance of the moved angle from 0 and pi, as in the authors' code. */
const EPSILON = 1e-3;

/**
 * AdaFace (Kim et al., CVPR 2022, arXiv 2204.00964, eq. 6 to 9): the norm of an embedding tells the image's quality;
 * z = clip(h (|x| - mean) / (std + 1e-3), -1, 1), target cos(theta - m z) - (m + m z). The running mean and standard
 * deviation (n - 1) of the norms are updated first, norms are clipped to [0.001, 100], and no gradient goes through
 * them. State: `mean` (at first 20) and `std` (100), scalars.
 */
export function adaface({ margin = 0.4, concentration = 0.333, momentum = 0.01 }: AdaFaceOptions): Margin {
  return {
    initialState: { mean: 20, std: 100 },
    apply: (input) => {
      const mean = withoutGradient(() => blend(statistics(input).mean, input.state.mean, momentum));
      const std = withoutGradient(() => blend(statistics(input).std, input.state.std, momentum));
      const z = withoutGradient(() => {
        const deviation = tf.div(tf.sub(clipped(input.norms), mean), tf.add(std, EPSILON));
        return tf.clipByValue(tf.mul(deviation, concentration), -1, 1);
      });
      const angle = tf.sub(tf.acos(clampCosine(input.target)), tf.mul(z, margin));
      const moved = tf.cos(tf.clipByValue(angle, EPSILON, Math.PI - EPSILON));
      return { target: tf.sub(moved, tf.mul(margin, tf.add(1, z))), state: { mean, std } };
    },
  };
}

const clipped = (norms: tf.Tensor2D): tf.Tensor2D => tf.clipByValue(norms, 0.001, 100);

function statistics({ norms, validRows }: MarginInput): { mean: tf.Scalar; std: tf.Scalar } {
  const values = clipped(norms);
  const valid = validRows ?? tf.onesLike(values);
  const mean = maskedMean(values, valid);
  const squares = tf.sum(tf.mul(tf.square(tf.sub(values, mean)), valid));
  return { mean, std: tf.sqrt(tf.div(squares, tf.maximum(tf.sub(tf.sum(valid), 1), 1))) };
}

const blend = (batch: tf.Scalar, before: tf.Tensor | undefined, momentum: number): tf.Scalar =>
  tf.add(tf.mul(batch, momentum), tf.mul(before as tf.Tensor, 1 - momentum));
