import { type ImageMemory, resizeImage, type RgbImage } from '@fairface/image';
import { InputError } from '@fairface/io';
import type { Box } from './face-record';

/** How much is cut about a box, and the size it gets. */
export interface CropBoxOptions {
  /**
   * Pixels of the image by which the box grows in width and in height.
   * @default 10
   */
  margin?: number;
  /**
   * Width and height of the crop, in pixels.
   * @default 256
   */
  size?: number;
  /**
   * As in `resizeImage`: spares a loop over many faces the copies.
   * @default new memory for each crop
   */
  memory?: ImageMemory;
}

/**
 * Cuts a box and its margin out of an image and resizes it bilinearly to a square: the corners are centre -+ size / 2 -+
 * margin / 2, clipped to the image and truncated to whole pixels.
 *
 * @throws InputError `outside-image` where nothing of the image is left.
 */
export function cropBox(image: RgbImage, box: Box, { margin = 10, size = 256, memory }: CropBoxOptions = {}): RgbImage {
  const [left, right] = side(box.x, box.width + margin, image.width);
  const [top, bottom] = side(box.y, box.height + margin, image.height);
  if (!(right > left && bottom > top)) {
    throw new InputError({
      code: 'outside-image',
      message: 'the box lies outside the image',
      expected: `a box within ${image.width} x ${image.height} pixels`,
      found: `centre (${box.x}, ${box.y}), ${box.width} x ${box.height}`,
      hint: 'Boxes refer to the upright image',
    });
  }
  const part = { x: left, y: top, width: right - left, height: bottom - top };
  return resizeImage(image, size, size, { part, memory });
}

function side(centre: number, length: number, limit: number): [from: number, to: number] {
  const clip = (at: number) => Math.trunc(Math.min(limit, Math.max(0, at)));
  return [clip(centre - length / 2), clip(centre + length / 2)];
}
