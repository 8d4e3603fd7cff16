import type { Reject } from '@fairface/io';
import type { PixelBatch } from './embedder';
import type { PreparedImage } from './prepare-images';

/** Images that go through the model together, and those that were left out between them. */
export interface ImageBatch {
  /** `[count]` */
  paths: string[];
  images: PixelBatch;
  /** Their left-right mirror images. */
  mirrors: PixelBatch;
  rejects: Reject[];
}

/** So many rejects end a batch early, so that a list of bad images takes no memory. */
const MOST_REJECTS = 1024;

/**
 * Gathers images into batches. Batches fill up across images that are left out; only the last one may be smaller, and one
 * among more than a thousand bad images.
 *
 * Two sets of buffers take turns: a batch is valid until the next but one is asked for.
 */
export async function* batchImages(
  images: AsyncIterable<PreparedImage>,
  length: number,
  size: number,
): AsyncGenerator<ImageBatch> {
  const bytes = size * size * 3;
  const buffers = [newBuffers(length * bytes), newBuffers(length * bytes)];
  let paths: string[] = [];
  let rejects: Reject[] = [];
  const close = (): ImageBatch => {
    const [buffer = newBuffers(0)] = buffers;
    buffers.reverse();
    const count = paths.length;
    const part = (data: Uint8Array): PixelBatch => ({ count, size, data: data.subarray(0, count * bytes) });
    const batch = { paths, images: part(buffer.images), mirrors: part(buffer.mirrors), rejects };
    paths = [];
    rejects = [];
    return batch;
  };
  for await (const image of images) {
    if ('reason' in image) {
      rejects.push(image);
    } else {
      buffers[0]?.images.set(image.pixels.subarray(0, bytes), paths.length * bytes);
      buffers[0]?.mirrors.set(image.pixels.subarray(bytes), paths.length * bytes);
      paths.push(image.path);
    }
    if (paths.length === length || rejects.length === MOST_REJECTS) yield close();
  }
  if (paths.length + rejects.length > 0) yield close();
}

function newBuffers(bytes: number): { images: Uint8Array; mirrors: Uint8Array } {
  return { images: new Uint8Array(bytes), mirrors: new Uint8Array(bytes) };
}
