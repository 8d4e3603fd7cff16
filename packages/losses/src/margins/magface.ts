import * as tf from '@tensorflow/tfjs';
import { angularMargin } from './angular-margin';
import type { Margin } from './margin';

export interface MagFaceOptions {
  /** [l_a, u_a]: norms are clipped to this range. @default [10, 110] */
  readonly norms?: readonly [number, number];
  /** [l_m, u_m]: margins in radians at the range's ends. @default [0.45, 0.8] */
  readonly margins?: readonly [number, number];
  /** lambda_g, weight of the regulariser. @default 20 */
  readonly regulariser?: number;
}

/**
 * MagFace (Meng et al., CVPR 2021, arXiv 2103.06627, eq. 3): a margin that grows with the norm,
 * m(a) = l_m + (u_m - l_m) (a - l_a) / (u_a - l_a), target cos(theta + m(a)) with ArcFace's linear fallback, and the
 * regulariser lambda_g (a / u_a^2 + 1 / a), where a is |x| clipped to [l_a, u_a]. Gradients go through a.
 *
 * The paper shows a unique optimum of a where lambda_g >= s K u_a^2 l_a^2 / (u_a^2 - l_a^2), K = (u_m - l_m) / (u_a -
 * l_a): that is 22.6 with the other defaults and s = 64; 20 is what the authors' code uses.
 */
export function magface({
  norms: [low, high] = [10, 110],
  margins: [least, most] = [0.45, 0.8],
  regulariser = 20,
}: MagFaceOptions): Margin {
  return {
    initialState: {},
    apply: ({ target, norms }) => {
      const a = tf.clipByValue(norms, low, high);
      const margin = tf.add(least, tf.mul(tf.sub(a, low), (most - least) / (high - low))) as tf.Tensor2D;
      const g = tf.add(tf.div(a, high * high), tf.div(1, a));
      return { target: angularMargin(target, margin), regulariser: tf.mul(g, regulariser) };
    },
  };
}
