import { ImageError } from './image-error';
import type { RgbImage } from './rgb-image';

/** Longer edges than so many times the shorter one are those of no face, and would take gigabytes once resized. */
const MOST_ELONGATED = 64;

/**
 * Checks that an image may be the crop of a face.
 *
 * @throws ImageError `unsupported` where one edge is more than 64 times the other.
 */
export function expectCrop({ width, height }: Pick<RgbImage, 'width' | 'height'>): void {
  if (Math.max(width, height) <= MOST_ELONGATED * Math.min(width, height)) return;
  throw new ImageError({
    code: 'unsupported',
    message: `expected the crop of a face; found ${width} x ${height} pixels, one edge more than ${MOST_ELONGATED} times the other. Look at the file`,
  });
}
