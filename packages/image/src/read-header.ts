import { orientation as exifOrientation } from 'exifr';
import { imageSize } from 'image-size';
import { ImageError } from './image-error';
import { readJpegHeader } from './read-jpeg-header';

/** What the first bytes of an image say about it. */
export interface ImageHeader {
  type: 'jpeg' | 'png' | 'webp';
  /** Pixels in a row, as stored. */
  width: number;
  /** Rows, as stored. */
  height: number;
  /** Colour components of a pixel; known for JPEG alone: 1 grey, 3 colour, 4 CMYK. */
  components?: number;
  /** Whether the end of the image is there. */
  complete: boolean;
}

/** The EXIF orientation of a JPEG or PNG, 1 to 8; 1 where there is none. */
export async function readOrientation(bytes: Uint8Array): Promise<number> {
  try {
    return (await exifOrientation(asBuffer(bytes))) ?? 1;
  } catch {
    return 1; // no metadata block, or one that cannot be read: the pixels are taken as stored
  }
}

/**
 * Reads type and size without decoding.
 *
 * @throws ImageError `not-an-image` or `unsupported`.
 */
export function readHeader(bytes: Uint8Array): ImageHeader {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { type: 'jpeg', ...readJpegHeader(bytes) };
  const { type, width, height } = sizeOf(bytes);
  if (type === 'png') return { type, width, height, complete: endsWithPngEnd(bytes) };
  if (type === 'webp') return { type, width, height, complete: bytes.length >= riffSize(bytes) };
  throw new ImageError({
    code: 'unsupported',
    message: `expected a JPEG, PNG or WebP image; found ${String(type).toUpperCase()}. Convert it`,
  });
}

function sizeOf(bytes: Uint8Array): ReturnType<typeof imageSize> {
  try {
    return imageSize(asBuffer(bytes));
  } catch (cause) {
    const start = asBuffer(bytes).subarray(0, 8).toString('hex');
    throw new ImageError({
      code: 'not-an-image',
      message: `expected a JPEG, PNG or WebP image; found ${bytes.length} bytes that start with ${start}. Look at the file`,
      cause,
    });
  }
}

/** A PNG ends with an empty IEND chunk; bytes after it do no harm. */
function endsWithPngEnd(bytes: Uint8Array): boolean {
  return asBuffer(bytes).includes('IEND\xae\x42\x60\x82', 8, 'latin1');
}

/** Bytes that a RIFF container says it has. */
function riffSize(bytes: Uint8Array): number {
  return asBuffer(bytes).readUInt32LE(4) + 8;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
