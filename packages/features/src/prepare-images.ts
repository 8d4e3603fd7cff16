import { resolve } from 'node:path';
import { type ListItem, mapAhead, type Reject, workerFile } from '@fairface/io';
import type { Preprocessing } from './embedder';
import type { PrepareTask, Unusable } from './prepare-worker';

/** An image as the model sees it, or why it cannot be used. */
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
  const pool = new Piscina<PrepareTask, Uint8Array | Unusable>({
    ...workerFile(__dirname, 'prepare-worker'),
    minThreads: workers,
    maxThreads: workers,
    // All tasks lie with the workers, so that they go on while a model computes on this thread and no new task is given.
    concurrentTasksPerWorker: Math.ceil(depth / workers),
  });
  try {
    yield* mapAhead(items, depth, async ({ path }) => {
      if (/[\r\n]/.test(path)) return { item: path, reason: 'unsupported-path', detail: 'the path has a line break' };
      const result = await pool.run({ file: resolve(root, path), preprocessing });
      return result instanceof Uint8Array ? { path, pixels: result } : { item: path, ...result };
    });
  } finally {
    await pool.destroy();
  }
}
