import { ImageError, loadImage } from '@fairface/image';
import { move } from 'piscina';
import type { Preprocessing } from './embedder';
import { prepareImage } from './prepare-image';

/** An image to prepare. */
export interface PrepareTask {
  file: string;
  preprocessing: Preprocessing;
}

/** Why an image cannot be used. */
export interface Unusable {
  reason: string;
  detail: string;
}

/** Decodes and prepares one image in a worker thread. The pixels ({@link prepareImage}) are handed over, not copied. */
export default async function prepare({ file, preprocessing }: PrepareTask): Promise<Uint8Array | Unusable> {
  try {
    return move(prepareImage(await loadImage(file), preprocessing)) as Uint8Array;
  } catch (error) {
    // An error of another kind is a fault of the program, not of the image: it ends the job.
    if (!(error instanceof ImageError)) throw error;
    return { reason: error.code, detail: error.message };
  }
}
