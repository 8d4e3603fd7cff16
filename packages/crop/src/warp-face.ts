import type { RgbImage } from '@fairface/image';
import type { SimilarityTransform } from './similarity-transform';
import { PIXEL, SPARE_BYTES, warpProgram } from './warp-program';

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
  const rows = Array.from({ length: size }, (_, row): Row => {
    const x = (b * (row - ty) - a * tx) / scale;
    const y = (a * (row - ty) + b * tx) / scale;
    // Columns whose four pixels all lie inside the image.
    const [firstX, lastX] = columnsWithin(x, dx, image.width - 1, size);
    const [firstY, lastY] = columnsWithin(y, dy, image.height - 1, size);
    const first = Math.max(firstX, firstY);
    return { x, y, first, end: Math.max(first, Math.min(lastX, lastY)) };
  });
  sampleInside(image, rows, dx, dy, into);
  for (const [row, { x, y, first, end }] of rows.entries()) {
    for (let column = 0; column < size; column++) {
      if (column === first) column = end;
      if (column < size) sampleAnywhere(image, into, (row * size + column) * 3, x + column * dx, y + column * dy);
    }
  }
  return { width: size, height: size, data: into };
}

/** A row of output: where its first pixel samples the image, and the columns [first, end) that lie inside. */
interface Row {
  x: number;
  y: number;
  first: number;
  end: number;
}

/** The columns [first, end) for which 0 <= start + column * step < limit, a little tightened against rounding. */
function columnsWithin(start: number, step: number, limit: number, size: number): [first: number, end: number] {
  const [low, high] = [1e-6, limit - 1e-6];
  if (Math.abs(step) < 1e-12) return start >= low && start < high ? [0, size] : [size, size];
  const ends = [(low - start) / step, (high - start) / step];
  const clip = (column: number) => Math.min(size, Math.max(0, column));
  return [clip(Math.ceil(Math.min(...ends))), clip(Math.ceil(Math.max(...ends)))];
}

/** Samples what lies inside the image, by a program that has its own memory; the rest of the output becomes black. */
function sampleInside(image: RgbImage, rows: readonly Row[], dx: number, dy: number, output: Uint8Array): void {
  const inside = rows.filter(({ first, end }) => end > first);
  const [left, right] = reach(inside.flatMap(({ x, first, end }) => [x + first * dx, x + (end - 1) * dx]));
  const [top, bottom] = reach(inside.flatMap(({ y, first, end }) => [y + first * dy, y + (end - 1) * dy]));
  if (inside.length === 0) {
    output.fill(0);
    return;
  }
  const stride = (right - left) * 3;
  const source = output.length + SPARE_BYTES;
  const { bytes, warpRow } = warpProgram(source + (bottom - top) * stride + SPARE_BYTES);
  for (let row = top; row < bottom; row++) {
    const start = (row * image.width + left) * 3;
    bytes.set(image.data.subarray(start, start + stride), source + (row - top) * stride);
  }
  bytes.fill(0, 0, output.length);
  const size = rows.length;
  for (const [row, { x, y, first, end }] of rows.entries()) {
    if (end === first) continue;
    const [startX, startY] = [x + first * dx - left, y + first * dy - top];
    const [to, until] = [(row * size + first) * 3, (row * size + end) * 3];
    warpRow(to, until, source, stride, startX * PIXEL, startY * PIXEL, dx * PIXEL, dy * PIXEL);
  }
  output.set(bytes.subarray(0, output.length));
}

/** The pixels [first, end) about samples at these places: those before and behind each. */
function reach(places: readonly number[]): [first: number, end: number] {
  const [least, most] = places.reduce(([a, b], place) => [Math.min(a, place), Math.max(b, place)], [Infinity, 0]);
  return [Math.floor(least), Math.floor(most) + 2];
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
