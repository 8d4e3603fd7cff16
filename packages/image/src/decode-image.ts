import { isMainThread } from 'node:worker_threads';
import { decodeWithCanvas } from './canvas-pixels';
import { ImageError } from './image-error';
import { checkBytes, checkPixels, type ImageLimits } from './image-limits';
import { jpegTurbo } from './jpeg-turbo';
import { orientImage } from './orient-image';
import { type ImageHeader, readHeader, readOrientation } from './read-header';
import type { RgbImage } from './rgb-image';

/** How an image is decoded. */
export interface DecodeOptions extends ImageLimits {
  /**
   * Memory to decode a JPEG into, where it is large enough for the picture: `data` of the result is then a part of it and
   * holds until the next use. Spares a loop over many images the allocation of each.
   * @default new memory
   */
  into?: Uint8Array;
}

/**
 * Decodes a JPEG (baseline, progressive, grey, CMYK), PNG or WebP image.
 *
 * The result is upright: the EXIF orientation of JPEG, PNG and WebP is applied, so that landmarks refer to the picture as
 * a viewer shows it. Transparent pixels are laid over black, the border of a warp. Limits are checked before decoding.
 *
 * @throws ImageError
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions = {}): Promise<RgbImage> {
  return decodeImageWith(jpegTurbo, bytes, options);
}

/** As {@link decodeImage}, with the JPEG decoder given; without one, canvas decodes JPEG too. */
export async function decodeImageWith(
  turbo: typeof jpegTurbo,
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<RgbImage> {
  checkBytes(bytes.length, options);
  const header = readHeader(bytes);
  checkPixels(header.width, header.height, options);
  if (!header.complete) {
    throw new ImageError({
      code: 'truncated',
      message: `expected a whole ${header.type}; its end is missing. Copy it again`,
    });
  }
  try {
    if (turbo && header.type === 'jpeg' && header.components !== 4) {
      return orientImage(await decodeWithTurbo(turbo, bytes, header, options.into), await readOrientation(bytes));
    }
    const image = await decodeWithCanvas(bytes);
    return header.type === 'png' ? orientImage(image, await readOrientation(bytes)) : image;
  } catch (cause) {
    throw new ImageError({
      code: 'damaged',
      message: `expected a ${header.type} of ${header.width} x ${header.height} pixels; its content cannot be decoded. Save it anew`,
      cause,
    });
  }
}

async function decodeWithTurbo(
  turbo: NonNullable<typeof jpegTurbo>,
  bytes: Uint8Array,
  { width, height }: ImageHeader,
  into?: Uint8Array,
): Promise<RgbImage> {
  const size = width * height * 3;
  const target = into && into.length >= size ? into : new Uint8Array(size);
  const options = { format: turbo.FORMAT_RGB };
  // A worker thread keeps nobody waiting: there the way to another thread and back would only cost time.
  if (isMainThread) await turbo.decompress(view(bytes), view(target), options);
  else turbo.decompressSync(view(bytes), view(target), options);
  return { width, height, data: target.subarray(0, size) };
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
