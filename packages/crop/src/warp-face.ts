import { ImageMemory, PIXEL, type RgbImage } from '@fairface/image';
import type { SimilarityTransform } from './similarity-transform';

const shared = new ImageMemory();

/**
 * The square of `size` x `size` pixels onto which a transform takes an image: output pixel (x, y) samples the image at
 * the inverse map of (x, y) by bilinear interpolation; integer coordinates are pixel centres, and what lies outside the
 * image is black. OpenCV's `warpAffine` with INTER_LINEAR and a constant border of 0 does the same.
 *
 * @param transform from the image to the square.
 * @param memory for many images one after the other: `data` of the result is then a part of it and holds until the next
 * use, and an image that lies in it is not copied.
 */
export function warpFace(
  image: RgbImage,
  transform: SimilarityTransform,
  size: number,
  memory?: ImageMemory,
): RgbImage {
  const { a, b, tx, ty } = transform;
  const scale = a * a + b * b;
  const dx = a / scale;
  const dy = -b / scale;
  const startX = (row: number) => (b * (row - ty) - a * tx) / scale;
  const startY = (row: number) => (a * (row - ty) + b * tx) / scale;
  const bottom = startY(size - 1);
  const corners = [startY(0), bottom, startY(0) + (size - 1) * dy, bottom + (size - 1) * dy];
  const [from, to] = [Math.floor(Math.min(...corners)), Math.floor(Math.max(...corners)) + 2];
  const { program, source } = (memory ?? shared).place(image, size * size * 3, from, to);
  const output = program.output.subarray(0, size * size * 3);
  output.fill(0);
  for (let row = 0; row < size; row++) {
    const [x, y, at] = [startX(row), startY(row), row * size * 3];
    const across = columnsWithin(x, dx, image.width - 1, size);
    const down = columnsWithin(y, dy, image.height - 1, size);
    // Columns whose four pixels all lie inside the image.
    const first = Math.max(across.first, down.first);
    const end = Math.max(first, Math.min(across.end, down.end));
    if (first < end) {
      const [to, until] = [program.start + at + first * 3, program.start + at + end * 3];
      const [left, top] = [(x + first * dx) * PIXEL, (y + first * dy) * PIXEL];
      program.sampleRow(to, until, source, image.width * 3, left, top, dx * PIXEL, dy * PIXEL);
    }
    for (let column = 0; column < size; column++) {
      if (column === first) column = end;
      if (column < size) sampleAnywhere(image, output, at + column * 3, x + column * dx, y + column * dy);
    }
  }
  return { width: size, height: size, data: memory ? output : output.slice() };
}

/** The columns [first, end) for which 0 <= start + column * step < limit, a little tightened against rounding. */
function columnsWithin(start: number, step: number, limit: number, size: number): { first: number; end: number } {
  const low = 1e-6;
  const high = limit - 1e-6;
  if (Math.abs(step) < 1e-12)
    return start >= low && start < high ? { first: 0, end: size } : { first: size, end: size };
  const clip = (column: number) => Math.min(size, Math.max(0, Math.ceil(column)));
  const enters = clip((low - start) / step);
  const leaves = clip((high - start) / step);
  return { first: Math.min(enters, leaves), end: Math.max(enters, leaves) };
}

/** One pixel whose surroundings may lie outside the image. */
function sampleAnywhere(image: RgbImage, output: Uint8Array, to: number, x: number, y: number): void {
  const { data, width, height } = image;
  if (!(x > -1 && y > -1 && x < width && y < height)) return;
  const left = Math.floor(x);
  const top = Math.floor(y);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0.5;
    for (const [column, row, weight] of [
      [left, top, (left + 1 - x) * (top + 1 - y)],
      [left + 1, top, (x - left) * (top + 1 - y)],
      [left, top + 1, (left + 1 - x) * (y - top)],
      [left + 1, top + 1, (x - left) * (y - top)],
    ] as const) {
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      sum += weight * (data[(row * width + column) * 3 + channel] as number);
    }
    output[to + channel] = sum;
  }
}
