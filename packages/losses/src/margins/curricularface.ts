import * as tf from '@tensorflow/tfjs';
import { maskedMean } from '../ops/masked-mean';
import { withoutGradient } from '../ops/without-gradient';
import { angularMargin } from './angular-margin';
import type { Margin } from './margin';

export interface CurricularFaceOptions {
  /** m, radians. @default 0.5 */
  readonly margin?: number;
  /** Share of the batch's mean target cosine in t. @default 0.01 */
  readonly momentum?: number;
}

/**
 * CurricularFace (Huang et al., CVPR 2020, arXiv 2004.00288, eq. 8 to 10): target as ArcFace; negatives harder than it,
 * cos_j > cos(theta_y + m), become cos_j (t + cos_j). t = momentum * mean target cosine + (1 - momentum) t is updated
 * first; no gradient goes through it. State: `t` (at first 0), a scalar.
 */
export function curricularface({ margin = 0.5, momentum = 0.01 }: CurricularFaceOptions): Margin {
  return {
    initialState: { t: 0 },
    apply: ({ cosines, target, validRows, state }) => {
      const t = withoutGradient(() =>
        tf.add(tf.mul(maskedMean(target, validRows), momentum), tf.mul(state.t as tf.Scalar, 1 - momentum)),
      );
      const hard = withoutGradient(() => {
        const sine = tf.sqrt(tf.maximum(tf.sub(1, tf.square(target)), 0));
        return tf.greater(cosines, tf.sub(tf.mul(target, Math.cos(margin)), tf.mul(sine, Math.sin(margin))));
      });
      return {
        target: angularMargin(target, margin),
        cosines: tf.where(hard, tf.mul(cosines, tf.add(cosines, t)), cosines),
        state: { t },
      };
    },
  };
}
