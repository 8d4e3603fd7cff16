import { encodeWithCanvas } from './canvas-pixels';
import type { RgbImage } from './rgb-image';

/** Encodes a PNG: the same pixels come back. */
export async function encodePng(image: RgbImage): Promise<Uint8Array> {
  return encodeWithCanvas(image, 'png');
}
