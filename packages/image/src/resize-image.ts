import type { RgbImage } from './rgb-image';

/**
 * Resizes by bilinear interpolation with half-pixel centres and repeated edges: output pixel i samples the input at
 * (i + 0.5) n / m - 0.5, as OpenCV's `resize` with INTER_LINEAR does. Shrinking does not average.
 *
 * @throws RangeError where a size is not a whole number of at least 1.
 */
export function resizeImage(image: RgbImage, width: number, height: number): RgbImage {
  if (![width, height].every((size) => Number.isInteger(size) && size > 0)) {
    throw new RangeError(`expected a width and a height of at least 1 pixel; found ${width} x ${height}`);
  }
  if (width === image.width && height === image.height) return image;
  const columns = taps(image.width, width);
  const rows = taps(image.height, height);
  const source = image.data;
  const data = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const upper = (rows.first[y] as number) * image.width * 3;
    const lower = (rows.second[y] as number) * image.width * 3;
    const v = rows.weight[y] as number;
    for (let x = 0; x < width; x++) {
      const left = (columns.first[x] as number) * 3;
      const right = (columns.second[x] as number) * 3;
      const u = columns.weight[x] as number;
      // Red, green and blue written out: a loop over them takes a quarter longer.
      const red = source[upper + left] as number;
      const green = source[upper + left + 1] as number;
      const blue = source[upper + left + 2] as number;
      const lowerRed = source[lower + left] as number;
      const lowerGreen = source[lower + left + 1] as number;
      const lowerBlue = source[lower + left + 2] as number;
      const topRed = red + u * ((source[upper + right] as number) - red);
      const topGreen = green + u * ((source[upper + right + 1] as number) - green);
      const topBlue = blue + u * ((source[upper + right + 2] as number) - blue);
      const bottomRed = lowerRed + u * ((source[lower + right] as number) - lowerRed);
      const bottomGreen = lowerGreen + u * ((source[lower + right + 1] as number) - lowerGreen);
      const bottomBlue = lowerBlue + u * ((source[lower + right + 2] as number) - lowerBlue);
      data[to++] = topRed + v * (bottomRed - topRed) + 0.5;
      data[to++] = topGreen + v * (bottomGreen - topGreen) + 0.5;
      data[to++] = topBlue + v * (bottomBlue - topBlue) + 0.5;
    }
  }
  return { width, height, data };
}

/** The two input pixels of every output pixel, and the weight of the second. */
function taps(from: number, to: number): { first: Int32Array; second: Int32Array; weight: Float64Array } {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const weight = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    first[i] = Math.floor(at);
    second[i] = Math.min(from - 1, Math.floor(at) + 1);
    weight[i] = at - Math.floor(at);
  }
  return { first, second, weight };
}
