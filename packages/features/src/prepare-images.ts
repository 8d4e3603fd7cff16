import { resolve } from 'node:path';
import { inGroups, type ListItem, mapAhead, type Reject, workerFile } from '@fairface/io';
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

/** Handing a task to a thread takes a tenth of the time that an image takes: eight images share it. */
const MOST_IN_TASK = 8;

/** Decodes and prepares images in worker threads ahead of their use; gives them in the order of the list. */
export async function* prepareImages(options: PrepareImagesOptions): AsyncGenerator<PreparedImage> {
  const { items, root, preprocessing, workers, depth } = options;
  // Loaded here, so that who only reads feature files does not load it.
  const { Piscina } = (await import('piscina')).default;
  const length = Math.max(1, Math.min(MOST_IN_TASK, Math.floor(depth / (2 * workers))));
  const tasks = Math.ceil(depth / length);
  const pool = new Piscina<PrepareTask, (Unusable | undefined)[]>({
    ...workerFile(__dirname, 'prepare-worker'),
    minThreads: workers,
    maxThreads: workers,
    // All tasks lie with the workers, so that they go on while a model computes on this thread and no new task is given.
    concurrentTasksPerWorker: Math.ceil(tasks / workers),
  });
  // One place for each task under way and one for that which is being taken: places come up again in turn.
  const bytes = preparedBytes(preprocessing.inputSize);
  const memory = new SharedArrayBuffer((tasks + 1) * length * bytes);
  let place = 0;
  const prepare = async (group: ListItem[]): Promise<PreparedImage[]> => {
    const pixels = new Uint8Array(memory, place * length * bytes, length * bytes);
    place = (place + 1) % (tasks + 1);
    const unusable = await pool.run({ files: group.map(({ path }) => resolve(root, path)), preprocessing, pixels });
    return group.map(({ path }, n) => {
      const why = unusable[n];
      return why ? { item: path, ...why } : { path, pixels: pixels.subarray(n * bytes, (n + 1) * bytes) };
    });
  };
  try {
    for await (const images of mapAhead(inGroups(items, length), tasks, prepare)) yield* images;
  } finally {
    await pool.destroy();
  }
}
