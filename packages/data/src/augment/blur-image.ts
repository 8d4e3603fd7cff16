import type { RgbImage } from '@fairface/image';

/**
 * Gaussian blur: rows, then columns, with the kernel cut off at three standard deviations and repeated edges.
 *
 * @param sigma standard deviation in pixels
 */
export function blurImage(image: RgbImage, sigma: number): RgbImage {
  const { width, height, data } = image;
  const weights = kernel(sigma);
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) convolve(data, rows, weights, y * width * 3, 3, width);
  const both = new Float32Array(data.length);
  for (let x = 0; x < width; x++) convolve(rows, both, weights, x * 3, width * 3, height);
  return { width, height, data: Uint8Array.from(both, (value) => value + 0.5) };
}

/** `[2 r + 1]`, adds up to 1. */
function kernel(sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Float32Array.from({ length: 2 * radius + 1 }, (_, n) => Math.exp(-0.5 * ((n - radius) / sigma) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Convolves one row or column of three channels: `length` pixels from `start`, `step` values apart. */
function convolve(
  from: Uint8Array | Float32Array,
  to: Float32Array,
  weights: Float32Array,
  start: number,
  step: number,
  length: number,
): void {
  const radius = (weights.length - 1) / 2;
  for (let n = 0; n < length; n++) {
    let [red, green, blue] = [0, 0, 0];
    for (let k = -radius; k <= radius; k++) {
      const at = start + step * Math.min(length - 1, Math.max(0, n + k));
      const weight = weights[k + radius] as number;
      red += weight * (from[at] as number);
      green += weight * (from[at + 1] as number);
      blue += weight * (from[at + 2] as number);
    }
    const at = start + step * n;
    to[at] = red;
    to[at + 1] = green;
    to[at + 2] = blue;
  }
}
