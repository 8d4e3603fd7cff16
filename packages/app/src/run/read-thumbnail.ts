import { encodeJpeg, ImageError, loadImage, resizeImage } from '@fairface/image';

const HEIGHT = 96;

/** An image 96 pixels high as the URL of its data, for a page; undefined where it cannot be read. */
export async function readThumbnail(path: string): Promise<string | undefined> {
  try {
    const image = await loadImage(path);
    const width = Math.max(1, Math.round((HEIGHT * image.width) / image.height));
    const jpeg = await encodeJpeg(resizeImage(image, width, HEIGHT), { quality: 80 });
    return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}
