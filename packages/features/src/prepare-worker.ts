import { ImageError, ImageMemory, loadImage } from '@fairface/image';
import type { Preprocessing } from './embedder';
import { prepareImage } from './prepare-image';

/** An image to prepare. */
export interface PrepareTask {
  file: string;
  preprocessing: Preprocessing;
  /** Memory that threads share, for the pixels of {@link prepareImage}. */
  pixels: Uint8Array;
}

/** Why an image cannot be used. */
export interface Unusable {
  reason: string;
  detail: string;
}

const memory = new ImageMemory();
let last: Promise<unknown> = Promise.resolve();

/** Decodes and prepares one image in a worker thread, into memory that the caller sees too; gives what went wrong. */
export default function prepare(task: PrepareTask): Promise<Unusable | undefined> {
  // One after the other: an image is decoded into memory that the one before has held.
  const result = last.then(() => prepareNext(task));
  last = result.catch(() => undefined);
  return result;
}

async function prepareNext({ file, preprocessing, pixels }: PrepareTask): Promise<Unusable | undefined> {
  try {
    prepareImage(await loadImage(file, { into: memory.input }), preprocessing, pixels, memory);
    return undefined;
  } catch (error) {
    // An error of another kind is a fault of the program, not of the image: it ends the job.
    if (!(error instanceof ImageError)) throw error;
    return { reason: error.code, detail: error.message };
  }
}
