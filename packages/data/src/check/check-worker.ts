import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeImage, expectCrop, ImageError, loadImage } from '@fairface/image';
import type { ItemReference } from '../source/source';
import { readItemBytes } from '../stream/read-item-image';

/** What an image is like. */
export interface ImageCheck {
  /** Hash of the encoded bytes; none where they cannot be read. */
  hash?: string;
  width?: number;
  height?: number;
  /** Why the image cannot be used. */
  reason?: string;
  detail?: string;
}

/** Reads and decodes some images in a worker thread. */
export default async function checkImages(references: readonly ItemReference[]): Promise<ImageCheck[]> {
  const checks: ImageCheck[] = [];
  for (const reference of references) checks.push(await checkImage(reference));
  return checks;
}

async function checkImage(reference: ItemReference): Promise<ImageCheck> {
  if ('vector' in reference) throw new TypeError('expected an image; found a feature vector');
  let hash: string | undefined;
  try {
    const bytes = 'offset' in reference ? readItemBytes(reference) : await readBytes(reference.file);
    hash = createHash('sha1').update(bytes).digest('base64');
    const image = await decodeImage(bytes);
    expectCrop(image);
    const { width, height } = image;
    return { hash, width, height };
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return { hash, reason: error.code, detail: error.message };
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return readFileSync(file);
  } catch (error) {
    await loadImage(file); // says in the usual words what is wrong with it
    throw error;
  }
}
