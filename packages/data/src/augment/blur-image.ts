import { resizeImage, type RgbImage } from '@fairface/image';

/** From this standard deviation on, the image is halved first. */
const HALVED = 2;

/** Variance that halving (the mean of 2 x 2 pixels) and bilinear doubling add, in pixels squared: 1 / 4 + 2 / 3. */
const OF_HALVING = 11 / 12;

/**
 * Gaussian blur: rows, then columns, with the kernel cut off at three standard deviations and repeated edges. A wide blur
 * is made of the image of half the size, which has the same details left and an eighth of the work.
 *
 * @param sigma standard deviation in pixels
 */
export function blurImage(image: RgbImage, sigma: number): RgbImage {
  const { width, height } = image;
  if (sigma >= HALVED && width > 2 && height > 2) {
    const half = resizeImage(image, Math.round(width / 2), Math.round(height / 2));
    return resizeImage(blurImage(half, Math.sqrt(sigma ** 2 - OF_HALVING) / 2), width, height);
  }
  return blurFully(image, sigma);
}

/** As {@link blurImage}, at full size whatever the standard deviation. */
export function blurFully({ width, height, data }: RgbImage, sigma: number): RgbImage {
  const weights = halfKernel(sigma);
  const rows = blurRows(data, width, height, weights);
  return { width, height, data: blurColumns(rows, width, height, weights) };
}

/** `[r + 1]`: the weights of the middle and of one side; the whole kernel adds up to 1. */
function halfKernel(sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Float32Array.from({ length: radius + 1 }, (_, n) => Math.exp(-0.5 * (n / sigma) ** 2));
  const sum = weights.reduce((total, weight, n) => total + (n === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}

function blurRows(data: Uint8Array, width: number, height: number, weights: Float32Array): Float32Array {
  const length = width * 3;
  const edge = (weights.length - 1) * 3;
  const blurred = new Float32Array(data.length);
  const line = new Float32Array(length + 2 * edge);
  for (let y = 0; y < height; y++) {
    const start = y * length;
    line.set(data.subarray(start, start + length), edge);
    for (let at = 0; at < edge; at++) {
      line[at] = data[start + (at % 3)] as number;
      line[edge + length + at] = data[start + length - 3 + (at % 3)] as number;
    }
    for (let at = 0; at < length; at++) {
      let sum = (weights[0] as number) * (line[edge + at] as number);
      for (let k = 1; k < weights.length; k++) {
        sum += (weights[k] as number) * ((line[edge + at - 3 * k] as number) + (line[edge + at + 3 * k] as number));
      }
      blurred[start + at] = sum;
    }
  }
  return blurred;
}

/** Adds up whole rows: memory is read in its order. */
function blurColumns(rows: Float32Array, width: number, height: number, weights: Float32Array): Uint8Array {
  const length = width * 3;
  const blurred = new Uint8Array(rows.length);
  const line = new Float32Array(length);
  const row = (y: number): number => Math.min(height - 1, Math.max(0, y)) * length;
  for (let y = 0; y < height; y++) {
    line.fill(0.5);
    for (let k = 0; k < weights.length; k++) {
      const weight = (weights[k] as number) / (k === 0 ? 2 : 1);
      const above = row(y - k);
      const below = row(y + k);
      for (let at = 0; at < length; at++) {
        line[at] = (line[at] as number) + weight * ((rows[above + at] as number) + (rows[below + at] as number));
      }
    }
    blurred.set(line, y * length);
  }
  return blurred;
}
