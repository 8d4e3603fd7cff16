import { ImageError, type ImageMemory, mirrorImage, resizeImage, type RgbImage } from '@fairface/image';
import type { Preprocessing } from './embedder';
import { preparedBytes } from './prepared-bytes';

/** Longer edges than so many times the shorter one are those of no face, and would take gigabytes once resized. */
const MOST_ELONGATED = 64;

/**
 * Makes what the model sees of an image, and its mirror image: shorter edge to `templateSize`, central square, cut,
 * resize to `inputSize`.
 *
 * @param pixels memory for the result.
 * @param memory as in `resizeImage`: spares a loop over many images the copies.
 * @returns `[2, inputSize, inputSize, 3]`: the image, then its left-right mirror image.
 * @throws ImageError `unsupported` where one edge is more than 64 times the other.
 */
export function prepareImage(
  image: RgbImage,
  { templateSize, cut, inputSize }: Preprocessing,
  pixels: Uint8Array = new Uint8Array(preparedBytes(inputSize)),
  memory?: ImageMemory,
): Uint8Array {
  const { width, height } = image;
  if (Math.max(width, height) > MOST_ELONGATED * Math.min(width, height)) {
    throw new ImageError({
      code: 'unsupported',
      message: `expected the crop of a face; found ${width} x ${height} pixels, one edge more than ${MOST_ELONGATED} times the other. Look at the file`,
    });
  }
  const scale = templateSize / Math.min(image.width, image.height);
  const scaled = resizeImage(image, Math.round(image.width * scale), Math.round(image.height * scale));
  const part = {
    ...cut,
    x: cut.x + Math.floor((scaled.width - templateSize) / 2),
    y: cut.y + Math.floor((scaled.height - templateSize) / 2),
  };
  const input = resizeImage(scaled, inputSize, inputSize, { part, memory });
  pixels.set(input.data);
  pixels.set(mirrorImage(input).data, input.data.length);
  return pixels;
}
