import type { RgbImage } from '@fairface/image';
import type { SeededRandom } from '@fairface/io';

const GREY = 127;

/**
 * Covers a rectangle with mid grey. Its shape lies between 1:2 and 2:1 and it lies wholly inside the image.
 *
 * @param area of the rectangle, as a part of the image's
 */
export function cutOut(image: RgbImage, area: number, random: SeededRandom): RgbImage {
  const { width, height } = image;
  const shape = 2 ** (random.next() - 0.5); // square root of width : height
  const side = Math.sqrt(area * width * height);
  const across = Math.min(width, Math.round(side * shape));
  const along = Math.min(height, Math.round(side / shape));
  const left = random.integer(width - across + 1);
  const top = random.integer(height - along + 1);
  const data = image.data.slice();
  for (let y = top; y < top + along; y++) data.fill(GREY, (y * width + left) * 3, (y * width + left + across) * 3);
  return { width, height, data };
}
