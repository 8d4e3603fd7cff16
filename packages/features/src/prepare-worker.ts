import { constants, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { ImageError, ImageMemory, loadImage } from '@fairface/image';
import { LINE_END } from '@fairface/io';
import type { Preprocessing } from './embedder';
import { prepareImage } from './prepare-image';
import { preparedBytes } from './prepared-bytes';

/** Images to prepare, one after the other. */
export interface PrepareTask {
  files: readonly string[];
  preprocessing: Preprocessing;
  /** Memory that threads share, for the pixels of {@link prepareImage} of every file. */
  pixels: Uint8Array;
}

/** Why an image cannot be used. */
export interface Unusable {
  reason: string;
  detail: string;
}

// Here each thread has a priority of its own. Workers take the time that a model leaves: its threads wait for each other.
if (!isMainThread && process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const memory = new ImageMemory();
let last: Promise<unknown> = Promise.resolve();

/** Decodes and prepares images in a worker thread, into memory that the caller sees too; gives what went wrong with each. */
export default function prepare(task: PrepareTask): Promise<(Unusable | undefined)[]> {
  // Not side by side with the task before: its image may lie in the memory that the next one is decoded into.
  const result = last.then(() => prepareAll(task));
  last = result.catch(() => undefined);
  return result;
}

async function prepareAll({ files, preprocessing, pixels }: PrepareTask): Promise<(Unusable | undefined)[]> {
  const bytes = preparedBytes(preprocessing.inputSize);
  const outcomes: (Unusable | undefined)[] = [];
  for (const [n, file] of files.entries()) {
    outcomes.push(await prepareFile(file, preprocessing, pixels.subarray(n * bytes, (n + 1) * bytes)));
  }
  return outcomes;
}

async function prepareFile(
  file: string,
  preprocessing: Preprocessing,
  pixels: Uint8Array,
): Promise<Unusable | undefined> {
  if (LINE_END.test(file)) return { reason: 'unsupported-path', detail: 'the path has a line break' };
  try {
    prepareImage(await loadImage(file, { into: memory.input }), preprocessing, pixels, memory);
    return undefined;
  } catch (error) {
    // An error of another kind is a fault of the program, not of the image: it ends the job.
    if (!(error instanceof ImageError)) throw error;
    return { reason: error.code, detail: error.message };
  }
}
