import { checkRectangle, type Rectangle } from './cut-image';
import { ImageMemory } from './image-memory';
import type { RgbImage } from './rgb-image';
import { PIXEL } from './sample-program';

/** How an image is resized. */
export interface ResizeOptions {
  /**
   * What is resized of the image, as if it were cut out first.
   * @default all of it
   */
  part?: Rectangle;
  /**
   * For many images one after the other: an image that lies in it is not copied, and `data` of the result is a part of
   * it and holds until the next use.
   * @default new memory for each result
   */
  memory?: ImageMemory;
}

const shared = new ImageMemory();

/**
 * Resizes by bilinear interpolation with half-pixel centres and repeated edges: output pixel i samples the input at
 * (i + 0.5) n / m - 0.5, as OpenCV's `resize` with INTER_LINEAR does. Shrinking does not average.
 *
 * @throws RangeError where a size is not a whole number of at least 1, or the part is not inside the image.
 */
export function resizeImage(image: RgbImage, width: number, height: number, options: ResizeOptions = {}): RgbImage {
  if (![width, height].every((size) => Number.isInteger(size) && size > 0)) {
    throw new RangeError(`expected a width and a height of at least 1 pixel; found ${width} x ${height}`);
  }
  if (width === image.width && height === image.height && options.part === undefined) return image;
  const { part = { x: 0, y: 0, width: image.width, height: image.height }, memory } = options;
  checkRectangle(image, part);
  const bytes = width * height * 3;
  const { program, source } = (memory ?? shared).place(image, bytes, part.y, part.y + part.height);
  const stride = image.width * 3;
  const step = part.width / width;
  // Before these columns the left edge is repeated, from `end` on the right edge.
  const first = Math.ceil(0.5 / step - 0.5);
  const end = Math.floor((part.width - 0.5) / step + 0.5);
  for (let y = 0; y < height; y++) {
    const at = Math.min(part.height - 1, Math.max(0, ((y + 0.5) * part.height) / height - 0.5));
    const row = Math.floor(at);
    const upper = source + (part.y + row) * stride;
    const toLower = row + 1 < part.height ? stride : 0;
    const sample = (from: number, to: number, x: number, dx: number): void => {
      const start = program.start + y * width * 3;
      if (from >= to) return;
      const [left, down] = [(part.x + x) * PIXEL, (at - row) * PIXEL];
      program.sampleRow(start + from * 3, start + to * 3, upper, toLower, left, down, dx * PIXEL, 0);
    };
    sample(0, first, 0, 0);
    sample(first, end, (first + 0.5) * step - 0.5, step);
    sample(end, width, part.width - 1, 0);
  }
  const data = program.output.subarray(0, bytes);
  return { width, height, data: memory ? data : data.slice() };
}
