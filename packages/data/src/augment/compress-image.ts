import { decodeImage, encodeJpeg, type RgbImage } from '@fairface/image';

/** The image after JPEG compression. @param quality 1 to 100 */
export async function compressImage(image: RgbImage, quality: number): Promise<RgbImage> {
  return decodeImage(await encodeJpeg(image, { quality }));
}
