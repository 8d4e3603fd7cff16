import type { RgbImage } from '@fairface/image';

/** A rectangle of whole pixels inside an image. */
export interface PixelRectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What a network of face-api sees of an image: a rectangle, padded with black to a square, resized to `size` x `size`.
 * The resampling is TensorFlow's first `resizeBilinear` (corners not aligned, no half pixels), with which the networks
 * were trained.
 *
 * @param padding 'after' puts all of the black below or to the right; 'around' on both sides, the odd pixel first.
 * @returns [size, size, 3], RGB, 0 to 255.
 */
export function sampleSquare(
  image: RgbImage,
  cut: PixelRectangle,
  size: number,
  padding: 'after' | 'around',
): Float32Array {
  const side = Math.max(cut.width, cut.height);
  const before = (length: number): number => (padding === 'after' ? 0 : Math.floor((side - length) / 2));
  const columns = axis({ start: cut.x, length: cut.width, before: before(cut.width), side, size, stride: 3 });
  const stride = image.width * 3;
  const rows = axis({ start: cut.y, length: cut.height, before: before(cut.height), side, size, stride });
  const { data } = image;
  const {
    at: [left, right],
    weight: [leftWeight, rightWeight],
  } = columns;
  const result = new Float32Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const upper = rows.at[0][row] as number;
    const lower = rows.at[1][row] as number;
    const upperWeight = rows.weight[0][row] as number;
    const lowerWeight = rows.weight[1][row] as number;
    if (upperWeight === 0 && lowerWeight === 0) continue;
    let to = row * size * 3;
    for (let column = 0; column < size; column++) {
      const l = left[column] as number;
      const r = right[column] as number;
      const lw = leftWeight[column] as number;
      const rw = rightWeight[column] as number;
      for (let channel = 0; channel < 3; channel++) {
        const above = lw * (data[upper + l + channel] as number) + rw * (data[upper + r + channel] as number);
        const below = lw * (data[lower + l + channel] as number) + rw * (data[lower + r + channel] as number);
        result[to++] = upperWeight * above + lowerWeight * below;
      }
    }
  }
  return result;
}

/** For every place of a result, the two pixels of the source that it lies between, as offsets, and their weights. */
interface Axis {
  at: [Int32Array, Int32Array];
  weight: [Float64Array, Float64Array];
}

interface AxisOptions {
  /** First pixel and number of pixels of the cut. */
  start: number;
  length: number;
  /** Black pixels before them, and the side with all black pixels. */
  before: number;
  side: number;
  size: number;
  /** Bytes from a pixel to the next. */
  stride: number;
}

function axis({ start, length, before, side, size, stride }: AxisOptions): Axis {
  const at: Axis['at'] = [new Int32Array(size), new Int32Array(size)];
  const weight: Axis['weight'] = [new Float64Array(size), new Float64Array(size)];
  for (let place = 0; place < size; place++) {
    const exact = (place * side) / size;
    const first = Math.floor(exact);
    const pixels = [first, Math.min(first + 1, side - 1)];
    const shares = [1 - (exact - first), exact - first];
    for (const n of [0, 1] as const) {
      const pixel = (pixels[n] as number) - before;
      if (pixel < 0 || pixel >= length) continue; // black: weight 0
      at[n][place] = (start + pixel) * stride;
      weight[n][place] = shares[n] as number;
    }
  }
  return { at, weight };
}
