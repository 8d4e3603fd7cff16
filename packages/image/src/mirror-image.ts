import { orientImage } from './orient-image';
import type { RgbImage } from './rgb-image';

/** The image with left and right exchanged. */
export function mirrorImage(image: RgbImage): RgbImage {
  return orientImage(image, 2);
}
