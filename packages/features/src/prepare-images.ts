import { resolve } from 'node:path';
import { type ListItem, mapAhead, type Reject, workerFile } from '@fairface/io';
import type { Preprocessing } from './embedder';
import type { PrepareTask, Unusable } from './prepare-worker';
import { preparedBytes } from './prepared-bytes';

/** An image as the model sees it, until the next one is asked for; or why it cannot be used. */
export type PreparedImage = { path: string; pixels: Uint8Array } | Reject;

/** Options of {@link prepareImages}. */
export interface PrepareImagesOptions {
  items: Iterable<ListItem> | AsyncIterable<ListItem>;
  root: string;
  preprocessing: Preprocessing;
  /** Worker threads. */
  workers: number;
  /** Images that are under way or wait to be taken. */
  depth: number;
}

/** Decodes and prepares images in worker threads ahead of their use; gives them in the order of the list. */
export async function* prepareImages(options: PrepareImagesOptions): AsyncGenerator<PreparedImage> {
  const { items, root, preprocessing, workers, depth } = options;
  // Loaded here, so that who only reads feature files does not load it.
  const { Piscina } = (await import('piscina')).default;
  const pool = new Piscina<PrepareTask, Unusable | undefined>({
    ...workerFile(__dirname, 'prepare-worker'),
    minThreads: workers,
    maxThreads: workers,
    // All tasks lie with the workers, so that they go on while a model computes on this thread and no new task is given.
    concurrentTasksPerWorker: Math.ceil(depth / workers),
  });
  // One place for each image under way and one for that which is being taken: places come up again in turn.
  const bytes = preparedBytes(preprocessing.inputSize);
  const memory = new SharedArrayBuffer((depth + 1) * bytes);
  let place = 0;
  try {
    yield* mapAhead(items, depth, async ({ path }) => {
      const pixels = new Uint8Array(memory, place * bytes, bytes);
      place = (place + 1) % (depth + 1);
      if (/[\r\n]/.test(path)) return { item: path, reason: 'unsupported-path', detail: 'the path has a line break' };
      const unusable = await pool.run({ file: resolve(root, path), preprocessing, pixels });
      return unusable === undefined ? { path, pixels } : { item: path, ...unusable };
    });
  } finally {
    await pool.destroy();
  }
}
