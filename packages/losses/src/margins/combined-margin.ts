import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';
import { angularMargin, clampCosine } from './angular-margin';
import type { Margin } from './margin';

export interface CombinedMarginOptions {
  /** [m1, m2, m3]: factor of the angle (at least 1), added angle in radians, subtracted cosine. @default [1, 0.3, 0.2] */
  readonly margins?: readonly [number, number, number];
  /**
   * Negatives with a cosine above this are set to 0, as mislabelled images of the same person would be pushed apart
   * (inter-class filtering, Partial FC, arXiv 2203.15565). @default null: none
   */
  readonly dropNegativesAbove?: number | null;
}

/**
 * The combined margin (ArcFace, arXiv 1801.07698, eq. 4): target cos(m1 theta + m2) - m3; [1, m, 0] is ArcFace,
 * [1, 0, m] CosFace. Where m1 theta + m2 would pass pi: ArcFace's linear fallback with m1 = 1, else the continuation
 * (-1)^k cos(m1 theta + m2) - 2 k between k pi and (k + 1) pi, which keeps falling (SphereFace, arXiv 1704.08063, eq. 7).
 */
export function combinedMargin({
  margins: [m1, m2, m3] = [1, 0.3, 0.2],
  dropNegativesAbove = null,
}: CombinedMarginOptions): Margin {
  return {
    initialState: {},
    apply: ({ target, cosines }) => {
      const moved = m1 === 1 ? angularMargin(target, m2) : sphereMargin(target, m1, m2);
      const kept = dropNegativesAbove === null ? cosines : dropAbove(cosines, dropNegativesAbove);
      return { target: tf.sub(moved, m3), cosines: kept };
    },
  };
}

function sphereMargin(target: tf.Tensor2D, factor: number, added: number): tf.Tensor2D {
  const angle = tf.add(tf.mul(tf.acos(clampCosine(target)), factor), added);
  // (-1)^k cos(angle) - 2 k on the k-th half turn.
  const halfTurns = withoutGradient(() => tf.floor(tf.div(angle, Math.PI)));
  const sign = withoutGradient(() => {
    const odd = tf.sub(halfTurns, tf.mul(2, tf.floor(tf.div(halfTurns, 2))));
    return tf.sub(1, tf.mul(2, odd));
  });
  return tf.sub(tf.mul(sign, tf.cos(angle)), tf.mul(2, halfTurns));
}

function dropAbove(cosines: tf.Tensor2D, limit: number): tf.Tensor2D {
  return tf.mul(
    cosines,
    withoutGradient(() => tf.cast(tf.lessEqual(cosines, limit), 'float32')),
  );
}
