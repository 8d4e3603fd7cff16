import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { decodeImage, type DecodeOptions } from './decode-image';
import { ImageError } from './image-error';
import { checkBytes, type ImageLimits } from './image-limits';
import type { RgbImage } from './rgb-image';

/**
 * Reads and decodes an image file as {@link decodeImage} does.
 *
 * @throws ImageError with the path.
 */
export async function loadImage(path: string, options: DecodeOptions = {}): Promise<RgbImage> {
  try {
    return await decodeImage(await readBytes(path, options), options);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    throw new ImageError({ code: error.code, message: error.detail, path, cause: error.cause });
  }
}

async function readBytes(path: string, limits: ImageLimits): Promise<Uint8Array> {
  try {
    // As in decoding, a worker thread does the work itself.
    const found = isMainThread ? await stat(path) : statSync(path);
    if (!found.isFile()) {
      throw new ImageError({ code: 'unreadable-file', message: 'expected a file; found a folder or a device' });
    }
    checkBytes(found.size, limits);
    return isMainThread ? await readFile(path) : readFileSync(path);
  } catch (error) {
    if (error instanceof ImageError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? new ImageError({
          code: 'missing-file',
          message: 'expected an image; no such file. Check the path',
          cause: error,
        })
      : new ImageError({
          code: 'unreadable-file',
          message: `cannot be read (${code}). Check its permissions`,
          cause: error,
        });
  }
}
