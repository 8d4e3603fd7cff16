import type { RgbImage } from './rgb-image';

/** A rectangle of whole pixels. */
export interface Rectangle {
  /** Left edge. */
  x: number;
  /** Upper edge. */
  y: number;
  width: number;
  height: number;
}

/**
 * Copies a rectangle out of an image.
 *
 * @throws RangeError where the rectangle is empty, not of whole pixels, or not inside the image.
 */
export function cutImage(image: RgbImage, part: Rectangle): RgbImage {
  checkRectangle(image, part);
  const { x, y, width, height } = part;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * image.width + x) * 3;
    data.set(image.data.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, data };
}

/** @throws RangeError as {@link cutImage}. */
export function checkRectangle(image: RgbImage, { x, y, width, height }: Rectangle): void {
  const whole = [x, y, width, height].every(Number.isInteger);
  if (!whole || x < 0 || y < 0 || width < 1 || height < 1 || x + width > image.width || y + height > image.height) {
    throw new RangeError(
      `expected a rectangle of whole pixels inside ${image.width} x ${image.height}; ` +
        `found ${width} x ${height} at (${x}, ${y})`,
    );
  }
}
