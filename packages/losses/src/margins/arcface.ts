import { angularMargin } from './angular-margin';
import type { Margin } from './margin';

export interface ArcFaceOptions {
  /** m, radians. @default 0.5 */
  readonly margin?: number;
}

/**
 * ArcFace (Deng et al., CVPR 2019, arXiv 1801.07698, eq. 3): target cos(theta + m), and, where theta + m would pass pi,
 * the linear fallback cos(theta) - m sin(m) of the authors' code.
 */
export function arcface({ margin = 0.5 }: ArcFaceOptions): Margin {
  return { initialState: {}, apply: ({ target }) => ({ target: angularMargin(target, margin) }) };
}
