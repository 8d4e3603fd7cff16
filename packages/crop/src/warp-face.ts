import type { RgbImage } from '@fairface/image';
import type { SimilarityTransform } from './similarity-transform';

/** Bits of a weight along one axis: two of them and eight of a level fit a 32-bit integer. */
const BITS = 10;
const ONE = 1 << BITS;

/** Kept at hand: the inner loop calls nothing else. */
const { imul } = Math;

/**
 * The square of `size` x `size` pixels onto which a transform takes an image: output pixel (x, y) samples the image at
 * the inverse map of (x, y) by bilinear interpolation; integer coordinates are pixel centres, and what lies outside the
 * image is black. OpenCV's `warpAffine` with INTER_LINEAR and a constant border of 0 does the same.
 *
 * @param transform from the image to the square.
 * @param into memory of size * size * 3 bytes for the result; a loop over many images spares itself the allocation.
 * @throws RangeError where `into` has another length.
 */
export function warpFace(
  image: RgbImage,
  transform: SimilarityTransform,
  size: number,
  into: Uint8Array = new Uint8Array(size * size * 3),
): RgbImage {
  if (into.length !== size * size * 3) throw new RangeError(`expected ${size * size * 3} bytes; found ${into.length}`);
  const { a, b, tx, ty } = transform;
  const scale = a * a + b * b;
  const dx = a / scale;
  const dy = -b / scale;
  const data = into.fill(0);
  for (let row = 0; row < size; row++) {
    const x = (b * (row - ty) - a * tx) / scale;
    const y = (a * (row - ty) + b * tx) / scale;
    // Columns whose four pixels all lie inside the image.
    const [firstX, lastX] = columnsWithin(x, dx, image.width - 1, size);
    const [firstY, lastY] = columnsWithin(y, dy, image.height - 1, size);
    const first = Math.max(firstX, firstY);
    const last = Math.max(first, Math.min(lastX, lastY));
    sampleInside(image, data, row * size, first, last, x, y, dx, dy);
    for (let column = 0; column < size; column++) {
      if (column === first) column = last;
      if (column < size) sampleAnywhere(image, data, (row * size + column) * 3, x + column * dx, y + column * dy);
    }
  }
  return { width: size, height: size, data };
}

/** The columns [first, end) for which 0 <= start + column * step < limit, a little tightened against rounding. */
function columnsWithin(start: number, step: number, limit: number, size: number): [first: number, end: number] {
  const [low, high] = [1e-6, limit - 1e-6];
  if (Math.abs(step) < 1e-12) return start >= low && start < high ? [0, size] : [size, size];
  const ends = [(low - start) / step, (high - start) / step];
  const clip = (column: number) => Math.min(size, Math.max(0, column));
  return [clip(Math.ceil(Math.min(...ends))), clip(Math.ceil(Math.max(...ends)))];
}

/** Columns [first, end) of a row of output that starts at pixel `offset`. The four pixels about each are in the image. */
function sampleInside(
  image: RgbImage,
  output: Uint8Array,
  offset: number,
  first: number,
  end: number,
  startX: number,
  startY: number,
  dx: number,
  dy: number,
): void {
  const { data, width } = image;
  const down = width * 3;
  let to = (offset + first) * 3;
  for (let column = first; column < end; column++, to += 3) {
    const x = startX + column * dx;
    const y = startY + column * dy;
    const left = x | 0;
    const top = y | 0;
    const u = ((x - left) * ONE) | 0;
    const v = ((y - top) * ONE) | 0;
    const at = (imul(top, width) + left) * 3;
    const below = at + down;
    // Whole-number weights that sum to ONE * ONE; typed loops over integers are the fastest that V8 makes.
    const w11 = imul(u, v);
    const w01 = (u << BITS) - w11;
    const w10 = (v << BITS) - w11;
    const w00 = ONE * ONE - (u << BITS) - w10;
    output[to] = blend(data, at, below, w00, w01, w10, w11);
    output[to + 1] = blend(data, at + 1, below + 1, w00, w01, w10, w11);
    output[to + 2] = blend(data, at + 2, below + 2, w00, w01, w10, w11);
  }
}

function blend(
  data: Uint8Array,
  at: number,
  below: number,
  w00: number,
  w01: number,
  w10: number,
  w11: number,
): number {
  const upper = imul(w00, data[at] as number) + imul(w01, data[at + 3] as number);
  const lower = imul(w10, data[below] as number) + imul(w11, data[below + 3] as number);
  return (upper + lower + (ONE * ONE) / 2) >> (2 * BITS);
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
