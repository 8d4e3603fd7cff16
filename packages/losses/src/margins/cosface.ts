import * as tf from '@tensorflow/tfjs';
import type { Margin } from './margin';

export interface CosFaceOptions {
  /** m, in cosines. @default 0.35 */
  readonly margin?: number;
}

/** CosFace (Wang et al., CVPR 2018, arXiv 1801.09414, eq. 4): target cos(theta) - m. */
export function cosface({ margin = 0.35 }: CosFaceOptions): Margin {
  return { initialState: {}, apply: ({ target }) => ({ target: tf.sub(target, margin) }) };
}
