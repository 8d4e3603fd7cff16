import { ImageError } from '@fairface/image';
import { workerData } from 'piscina';
import { augmentImage } from '../augment/augment-image';
import type { Failure, FillSettings, FillTask } from './fill';
import { readItemImage } from './read-item-image';

/** Some images to make, and the memory of the batch. */
export interface FillImages {
  tasks: readonly FillTask[];
  batch: SharedArrayBuffer;
}

const settings = workerData as Required<FillSettings>;

/** Decodes and augments images in a worker thread, straight into the memory of the batch. */
export default async function fillImages({ tasks, batch }: FillImages): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const task of tasks) {
    try {
      await fillImage(task, batch);
    } catch (error) {
      // An error of another kind is a fault of the program, not of the image: it ends the job.
      if (!(error instanceof ImageError)) throw error;
      failures.push({ slot: task.slot, reason: error.code, detail: error.message });
    }
  }
  return failures;
}

async function fillImage(
  { reference, feed, branch, step, row, slot }: FillTask,
  batch: SharedArrayBuffer,
): Promise<void> {
  if ('vector' in reference) throw new TypeError('expected an image; found a feature vector');
  const { seed, augmentations, preprocessing } = settings;
  const augmentation = augmentations[feed];
  if (augmentation === undefined) throw new RangeError(`feed ${feed} has no augmentation`);
  const image = await readItemImage(reference);
  const { data } = await augmentImage(image, preprocessing, augmentation, { seed, step, branch, slot: row });
  new Uint8Array(batch, slot * data.length, data.length).set(data);
}
