import { openSync, readSync } from 'node:fs';
import { decodeImage, ImageError, loadImage, type RgbImage } from '@fairface/image';
import { TfExample } from '../tfrecord/tf-example';
import type { ItemReference } from '../source/source';

/** Open TFRecord files of this thread; they close with it. */
const handles = new Map<string, number>();

/** Enough for a crop; a larger photograph is decoded into memory of its own. */
const scratch = new Uint8Array(512 * 512 * 3);

/**
 * Reads and decodes the image of an item. The pixels hold until the next call in this thread.
 *
 * @throws ImageError
 */
export async function readItemImage(reference: Exclude<ItemReference, { vector: Float32Array }>): Promise<RgbImage> {
  if (!('offset' in reference)) return loadImage(reference.file, { into: scratch });
  return decodeImage(readItemBytes(reference), { into: scratch });
}

/** The encoded image of a record. */
export function readItemBytes(reference: { file: string; offset: number; length: number; image: string }): Uint8Array {
  const { file, offset, length, image } = reference;
  let handle = handles.get(file);
  if (handle === undefined) handles.set(file, (handle = openSync(file)));
  const record = Buffer.alloc(length);
  readSync(handle, record, 0, length, offset);
  const bytes = new TfExample(record).bytes(image);
  if (bytes !== undefined) return bytes;
  throw new ImageError({ code: 'not-an-image', path: file, message: `the record at byte ${offset} has no "${image}"` });
}
