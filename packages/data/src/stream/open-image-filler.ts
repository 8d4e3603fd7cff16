import { workerFile } from '@fairface/io';
import type { Preprocessing } from '@fairface/features';
import type { Failure, Filler, FillSettings, FillTask } from './fill';
import type { FillImages } from './fill-worker';

export interface ImageFillerOptions extends FillSettings {
  /** Inputs in a batch. */
  slots: number;
  preprocessing: Preprocessing;
  /** Worker threads. */
  workers: number;
  /** Batches that are made at the same time. */
  depth: number;
}

/** Images of one message to a worker: enough that messages cost nothing, few enough that all workers have some. */
const MOST_IMAGES = 16;

/** Fills batches with decoded and augmented images in worker threads; they write into shared memory, nothing is copied. */
export async function openImageFiller(options: ImageFillerOptions): Promise<Filler> {
  const { slots, preprocessing, workers, depth, seed, augmentations } = options;
  const { Piscina } = (await import('piscina')).default;
  const chunk = Math.max(1, Math.min(MOST_IMAGES, Math.ceil(slots / (2 * workers))));
  const settings: Required<FillSettings> = { seed, augmentations, preprocessing };
  const pool = new Piscina<FillImages, Failure[]>({
    ...workerFile(__dirname, 'fill-worker'),
    minThreads: workers,
    maxThreads: workers,
    workerData: settings,
    // All tasks lie with the workers, so that they go on while a step computes on this thread and no new task is given.
    concurrentTasksPerWorker: Math.ceil((depth * Math.ceil(slots / chunk)) / workers) + 1,
  });
  return {
    allocate: () => new Uint8Array(new SharedArrayBuffer(slots * preprocessing.inputSize ** 2 * 3)),
    fill: async (tasks, batch) => {
      const memory = batch.buffer as SharedArrayBuffer;
      const parts = chunks(tasks, chunk).map((part) => pool.run({ tasks: part, batch: memory }));
      // An error waits for the other parts: a pool must not be destroyed while an answer is on its way.
      await Promise.allSettled(parts);
      return (await Promise.all(parts)).flat();
    },
    close: () => pool.destroy(),
  };
}

function chunks(tasks: readonly FillTask[], size: number): (readonly FillTask[])[] {
  return Array.from({ length: Math.ceil(tasks.length / size) }, (_, n) => tasks.slice(n * size, (n + 1) * size));
}
