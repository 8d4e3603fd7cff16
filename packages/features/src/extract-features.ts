import { availableParallelism } from 'node:os';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { InputError, type JobEvent, type ListItem, type Reject } from '@fairface/io';
import { batchImages } from './batch-images';
import { checkCrops } from './check-crops';
import { checkPreprocessing } from './check-preprocessing';
import type { Embedder } from './embedder';
import { embedBatches } from './embed-batches';
import { encodeOutputs, outputNames } from './feature-outputs';
import {
  type FeatureFormat,
  identifyJob,
  type ImageList,
  type JobIdentity,
  rootOf,
  type Shard,
  shardRange,
  walkList,
} from './job-identity';
import { findRecord, type JobRecord, writeRecord } from './job-record';
import { joinBatches } from './join-batches';
import { joinShards, shardPrefix } from './join-shards';
import { formatNpyHeader } from './npy-header';
import { prepareImages } from './prepare-images';
import { readAhead } from './read-ahead';
import { ResumableFiles } from './resumable-files';

/** Options of {@link extractFeatures}. */
export interface ExtractOptions {
  /**
   * The images: a list file, a folder, or items that can be walked more than once (not a generator). Names in the feature
   * files are the paths as they are there.
   */
  list: ImageList;
  /** The model. It stays usable; whoever made it disposes of it. */
  embedder: Embedder;
  /** Prefix of the files that are written: `PREFIX.noFlip`, `PREFIX.Flip`, `PREFIX.mean`, `PREFIX.json` and so on. */
  out: string;
  /**
   * Folder to which the paths are relative.
   * @default the listed folder, else the current one
   */
  root?: string;
  /**
   * `text` as the reference writes it, or `npy`: float32 `[N, D]` with the names beside it.
   * @default 'text'
   */
  format?: FeatureFormat;
  /**
   * Images in a call of the model.
   * @default 32
   */
  batch?: number;
  /**
   * Worker threads that decode and prepare images.
   * @default the number of processors
   */
  workers?: number;
  /**
   * Only a part of the list. Every part writes files of its own; the one that finishes last joins them all.
   * @default the whole list
   */
  shard?: Shard;
  /**
   * Starts anew even where an earlier run can be continued or is complete.
   * @default false
   */
  restart?: boolean;
  /**
   * Seconds after which what is done is brought safely to the disk: a kill loses no more than that. 0: after every batch.
   * @default 1
   */
  saveEvery?: number;
  /** Ends the job, which then throws the signal's reason; the same job later goes on from there. */
  signal?: AbortSignal;
}

/** What came of {@link extractFeatures}. */
export interface ExtractSummary {
  /** Images of the list, or of the shard. */
  images: number;
  /** Features written. */
  features: number;
  /** Images left out. */
  rejected: number;
  /** Images that an earlier run had dealt with. */
  resumed: number;
  /** The complete result of the same job was there already; nothing was done. */
  alreadyComplete: boolean;
  /** Why what an earlier run left could not be continued; absent where there was nothing or it was continued. */
  startedOver?: string;
  /** With shards: all are finished and joined. Without: true. */
  joined: boolean;
  /** The files that were written, and `PREFIX.json`, which tells where they came from. */
  files: string[];
}

/** Batches that the model may be ahead of the disk: it need not wait until one is safely written. */
const WRITE_BEHIND = 3;

/**
 * Extracts the features of images, of their left-right mirror images, and their mean ({@link meanFeature}).
 *
 * Images are decoded and prepared in worker threads while the model computes. Rows are in the order of the list. An image
 * that cannot be used is a reject event (`missing-file`, `not-an-image`, `non-finite-feature`, `zero-feature` ...) and has
 * no row. Memory does not grow with the list.
 *
 * The files appear when all is complete. A run that was ended in between, also by a kill, is continued by the next run of
 * the same job (same model, preprocessing, list, root, format and shard) and gives the same bytes; the rejects of the
 * earlier run are told again. Do not run one job twice at the same time.
 *
 * @throws InputError where the list cannot be read or a file cannot be written, and `wrong-template` where the crops were
 * made for another model; RangeError for options that make no sense.
 */
export async function* extractFeatures(options: ExtractOptions): AsyncGenerator<JobEvent, ExtractSummary> {
  const { list, embedder, format = 'text', shard, restart = false, signal } = options;
  checkOptions(options);
  signal?.throwIfAborted();
  if (typeof list === 'string') await checkCrops(list, embedder.name, embedder.preprocessing);
  const out = resolve(options.out);
  const root = options.root === undefined ? await rootOf(list) : resolve(options.root);
  const whole = await identifyJob({ embedder, list, root, format });
  if (whole.list.items === 0) throw emptyList(list);

  const finished = restart ? undefined : await findRecord(out, whole);
  if (finished !== undefined) return yield* repeat(out, finished);

  const job: JobIdentity = shard === undefined ? whole : { ...whole, shard };
  const prefix = shard === undefined ? out : shardPrefix(out, shard);
  const own = restart || shard === undefined ? undefined : await findRecord(prefix, job);
  const summary = own === undefined ? yield* run({ ...options, root }, prefix, job) : yield* repeat(prefix, own);
  if (shard === undefined) return summary;
  const joined = await joinShards(out, whole, shard.count);
  return joined === undefined
    ? { ...summary, joined: false }
    : { ...summary, joined: true, files: fileNames(out, format) };
}

/** Extracts what is not there yet. */
async function* run(
  options: ExtractOptions & { root: string },
  prefix: string,
  job: JobIdentity,
): AsyncGenerator<JobEvent, ExtractSummary> {
  const { list, embedder, root, batch = 32, workers = availableParallelism(), restart = false } = options;
  const { saveEvery = 1, signal } = options;
  const range = shardRange(job.list.items, job.shard);
  const total = range.end - range.start;
  const paths = outputNames(job.format).map((name) => `${prefix}.${name}`);
  const files = await ResumableFiles.open({ paths, journal: `${prefix}.journal`, identity: job, restart });
  try {
    const { items: resumed, sizes, complete = false } = files.checkpoint;
    if (resumed > 0 && !complete) yield* earlierRejects(files.partial(paths.length - 1));
    yield { type: 'progress', done: resumed, total };

    const arrays = paths.flatMap((path, n) => (path.endsWith('.npy') ? [n] : []));
    if (sizes[0] === 0 && arrays.length > 0) {
      const header = formatNpyHeader(0, embedder.dimension);
      await files.append(
        arrays.map(() => header),
        { items: 0, rows: 0, rejected: 0 },
      );
    }
    if (resumed < total) {
      const prepared = prepareImages({
        items: part(walkList(list), range.start + resumed, range.end),
        root,
        preprocessing: embedder.preprocessing,
        workers,
        depth: batch + workers,
      });
      const batches = readAhead(batchImages(prepared, batch, embedder.preprocessing.inputSize));
      const embedded = readAhead(embedBatches(batches, embedder, job.format, signal), WRITE_BEHIND);
      for await (const { rows, rejects } of joinBatches(embedded, saveEvery)) {
        const counts = { items: rows.length + rejects.length, rows: rows.length, rejected: rejects.length };
        await files.append(encodeOutputs(job.format, rows, rejects), counts);
        for (const reject of rejects) yield { type: 'reject', ...reject };
        yield { type: 'progress', done: files.checkpoint.items, total };
        signal?.throwIfAborted();
      }
    }

    const { rows, rejected } = files.checkpoint;
    for (const n of complete ? [] : arrays) await files.overwriteStart(n, formatNpyHeader(rows, embedder.dimension));
    await files.complete();
    if (complete) yield* earlierRejects(`${prefix}.rejected.jsonl`);
    await writeRecord(prefix, job, { rows, rejected });
    await files.forget();
    return {
      images: total,
      features: rows,
      rejected,
      resumed,
      alreadyComplete: false,
      ...(files.startedOver === undefined ? {} : { startedOver: files.startedOver }),
      joined: true,
      files: fileNames(prefix, job.format),
    };
  } finally {
    await files.close();
  }
}

/** Tells again what is complete already. */
async function* repeat(prefix: string, { rows, rejected, job }: JobRecord): AsyncGenerator<JobEvent, ExtractSummary> {
  yield* earlierRejects(`${prefix}.rejected.jsonl`);
  const images = rows + rejected;
  yield { type: 'progress', done: images, total: images };
  return {
    images,
    features: rows,
    rejected,
    resumed: images,
    alreadyComplete: true,
    joined: true,
    files: fileNames(prefix, job.format),
  };
}

async function* earlierRejects(path: string): AsyncGenerator<JobEvent> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    yield { type: 'reject', ...(JSON.parse(line) as Reject) };
  }
}

async function* part(
  items: Iterable<ListItem> | AsyncIterable<ListItem>,
  start: number,
  end: number,
): AsyncGenerator<ListItem> {
  let at = 0;
  if (start === end) return;
  for await (const item of items) {
    if (at >= start) yield item;
    at += 1;
    if (at === end) return;
  }
}

function fileNames(prefix: string, format: FeatureFormat): string[] {
  return [...outputNames(format), 'json'].map((name) => `${prefix}.${name}`);
}

function checkOptions({ embedder, batch = 1, workers = 1, saveEvery = 1, shard }: ExtractOptions): void {
  checkPreprocessing(embedder);
  if (!(saveEvery >= 0)) throw new RangeError(`saveEvery: expected seconds, 0 or more; found ${saveEvery}`);
  for (const [name, value] of Object.entries({ batch, workers })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name}: expected a whole number of at least 1; found ${value}`);
    }
  }
  if (shard === undefined) return;
  const { index, count } = shard;
  if (![index, count].every(Number.isInteger) || index < 1 || index > count) {
    throw new RangeError(`shard: expected index/count with 1 <= index <= count; found ${index}/${count}`);
  }
}

function emptyList(list: ImageList): InputError {
  return new InputError({
    code: 'empty-list',
    file: typeof list === 'string' ? list : undefined,
    message: 'names no image',
    expected: 'a list with a path a line, or a folder with .jpg, .jpeg, .png or .webp files',
    hint: 'Check the path',
  });
}
