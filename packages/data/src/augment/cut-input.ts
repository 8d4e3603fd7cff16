import type { Preprocessing } from '@fairface/features';
import { expectCrop, resizeImage, type RgbImage } from '@fairface/image';
import type { SeededRandom } from '@fairface/io';
import type { Augmentation } from './augmentation';

/**
 * Makes what the model sees of a crop, as at inference: shorter edge to `templateSize`, central square, cut, resize to
 * `inputSize`. With `random` the cut is moved and scaled first, as far as the image reaches.
 *
 * @returns an image of `inputSize` x `inputSize` pixels.
 * @throws ImageError as `expectCrop`.
 */
export function cutInput(
  image: RgbImage,
  { templateSize, cut, inputSize }: Preprocessing,
  jitter?: { crop: Augmentation['crop']; random: SeededRandom },
): RgbImage {
  expectCrop(image);
  const scale = templateSize / Math.min(image.width, image.height);
  const scaled = resizeImage(image, Math.round(image.width * scale), Math.round(image.height * scale));
  const x = cut.x + Math.floor((scaled.width - templateSize) / 2);
  const y = cut.y + Math.floor((scaled.height - templateSize) / 2);
  const part = { x, y, width: cut.width, height: cut.height };
  if (jitter !== undefined) move(part, scaled, jitter.crop, jitter.random);
  return resizeImage(scaled, inputSize, inputSize, { part });
}

function move(
  part: { x: number; y: number; width: number; height: number },
  { width, height }: RgbImage,
  { shift, scale }: Augmentation['crop'],
  random: SeededRandom,
): void {
  const between = (limit: number): number => (2 * random.next() - 1) * limit;
  const factor = 1 + between(scale);
  const side = (length: number, limit: number) => Math.min(limit, Math.max(1, Math.round(length * factor)));
  const start = (at: number, from: number, to: number, limit: number): number => {
    const moved = Math.round(at + (from - to) / 2 + between(shift) * from);
    return Math.min(limit - to, Math.max(0, moved));
  };
  const across = side(part.width, width);
  const along = side(part.height, height);
  part.x = start(part.x, part.width, across, width);
  part.y = start(part.y, part.height, along, height);
  part.width = across;
  part.height = along;
}
