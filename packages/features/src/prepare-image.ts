import { expectCrop, type ImageMemory, mirrorImage, resizeImage, type RgbImage } from '@fairface/image';
import type { Preprocessing } from './embedder';
import { preparedBytes } from './prepared-bytes';

/**
 * Makes what the model sees of an image, and its mirror image: shorter edge to `templateSize`, central square, cut,
 * resize to `inputSize`.
 *
 * @param pixels memory for the result.
 * @param memory as in `resizeImage`: spares a loop over many images the copies.
 * @returns `[2, inputSize, inputSize, 3]`: the image, then its left-right mirror image.
 * @throws ImageError as `expectCrop`.
 */
export function prepareImage(
  image: RgbImage,
  { templateSize, cut, inputSize }: Preprocessing,
  pixels: Uint8Array = new Uint8Array(preparedBytes(inputSize)),
  memory?: ImageMemory,
): Uint8Array {
  expectCrop(image);
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
