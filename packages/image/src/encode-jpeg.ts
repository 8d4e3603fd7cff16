import { isMainThread } from 'node:worker_threads';
import { encodeWithCanvas } from './canvas-pixels';
import { jpegTurbo } from './jpeg-turbo';
import type { RgbImage } from './rgb-image';

/** How a JPEG is written. */
export interface JpegOptions {
  /**
   * 1 to 100.
   * @default 95
   */
  quality?: number;
  /**
   * Resolution of the colour: halved in both directions, or full. The default is OpenCV's. Canvas, which encodes where
   * libjpeg-turbo has no binary, always halves.
   * @default '4:2:0'
   */
  chroma?: '4:2:0' | '4:4:4';
}

/**
 * Encodes a baseline JPEG.
 *
 * @throws RangeError where the quality is outside 1 to 100.
 */
export async function encodeJpeg(image: RgbImage, options: JpegOptions = {}): Promise<Uint8Array> {
  return encodeJpegWith(jpegTurbo, image, options);
}

/** As {@link encodeJpeg}, with the encoder given; without one, canvas encodes. */
export async function encodeJpegWith(
  turbo: typeof jpegTurbo,
  image: RgbImage,
  { quality = 95, chroma = '4:2:0' }: JpegOptions = {},
): Promise<Uint8Array> {
  if (!(quality >= 1 && quality <= 100)) throw new RangeError(`expected a quality from 1 to 100; found ${quality}`);
  if (!turbo) return encodeWithCanvas(image, 'jpeg', quality);
  const { width, height, data } = image;
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const subsampling = chroma === '4:4:4' ? turbo.SAMP_444 : turbo.SAMP_420;
  const settings = { format: turbo.FORMAT_RGB, width, height, quality, subsampling };
  return isMainThread ? turbo.compress(raw, settings) : turbo.compressSync(raw, settings);
}
