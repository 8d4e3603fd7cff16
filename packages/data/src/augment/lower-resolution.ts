import { resizeImage, type RgbImage } from '@fairface/image';

/**
 * Shrinks an image and enlarges it to its old size. It is halved as long as it stays large enough (bilinear halving is
 * the mean of 2 x 2 pixels), so that the small image averages instead of skipping pixels.
 *
 * @param part side of the small image as a part of the side, above 0, at most 1
 */
export function lowerResolution(image: RgbImage, part: number): RgbImage {
  const width = Math.max(1, Math.round(image.width * part));
  const height = Math.max(1, Math.round(image.height * part));
  let small = image;
  while (small.width >= 2 * width && small.height >= 2 * height) {
    small = resizeImage(small, Math.floor(small.width / 2), Math.floor(small.height / 2));
  }
  return resizeImage(resizeImage(small, width, height), image.width, image.height);
}
