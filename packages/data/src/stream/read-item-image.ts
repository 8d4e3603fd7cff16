import { openSync, readSync } from 'node:fs';
import { decodeImage, ImageError, loadImage, type RgbImage } from '@fairface/image';
import { TfExample } from '../tfrecord/tf-example';
import type { ItemReference } from '../source/source';

/** Open TFRecord files of this thread; they close with it. */
const handles = new Map<string, number>();

/**
 * Reads and decodes the image of an item.
 *
 * @throws ImageError
 */
export async function readItemImage(reference: Exclude<ItemReference, { vector: Float32Array }>): Promise<RgbImage> {
  if (!('offset' in reference)) return loadImage(reference.file);
  return decodeImage(readItemBytes(reference));
}

/**
 * The encoded image of a record.
 *
 * @throws ImageError where the file or the record cannot be read any more.
 */
export function readItemBytes(reference: { file: string; offset: number; length: number; image: string }): Uint8Array {
  const { file, offset, length, image } = reference;
  const record = Buffer.alloc(length);
  let bytes: Uint8Array | undefined;
  try {
    const handle = handles.get(file) ?? openSync(file, 'r');
    handles.set(file, handle);
    readSync(handle, record, 0, length, offset);
    bytes = new TfExample(record).bytes(image);
  } catch (cause) {
    const message = `the record at byte ${offset} cannot be read (${(cause as Error).message}). Was the file changed?`;
    throw new ImageError({ code: 'unreadable-file', path: file, message, cause });
  }
  if (bytes !== undefined) return bytes;
  throw new ImageError({ code: 'not-an-image', path: file, message: `the record at byte ${offset} has no "${image}"` });
}
