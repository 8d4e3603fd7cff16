import { ImageError } from './image-error';

/** Sizes above which an image is refused before it is read or decoded. */
export interface ImageLimits {
  /**
   * Pixels, width times height.
   * @default 100_000_000
   */
  maxPixels?: number;
  /**
   * Bytes of the file.
   * @default 67_108_864 (64 MiB)
   */
  maxBytes?: number;
}

export function checkBytes(bytes: number, { maxBytes = 64 * 2 ** 20 }: ImageLimits): void {
  if (bytes === 0) {
    throw new ImageError({ code: 'empty-file', message: 'expected an image; found an empty file. Copy it again' });
  }
  if (bytes <= maxBytes) return;
  throw new ImageError({
    code: 'file-too-large',
    message: `expected at most ${maxBytes} bytes; found ${bytes}. Shrink the image or raise maxBytes`,
  });
}

export function checkPixels(width: number, height: number, { maxPixels = 100e6 }: ImageLimits): void {
  if (width * height <= maxPixels) return;
  throw new ImageError({
    code: 'too-many-pixels',
    message: `expected at most ${maxPixels} pixels; found ${width} x ${height}. Shrink the image or raise maxPixels`,
  });
}
