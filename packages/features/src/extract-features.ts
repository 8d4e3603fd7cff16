import { resolve } from 'node:path';
import { InputError, type JobEvent } from '@fairface/io';
import { checkCrops } from './check-crops';
import { checkExtractOptions } from './check-extract-options';
import type { ExtractOptions, ExtractSummary } from './extract-options';
import { extractPart } from './extract-part';
import { fileNames } from './feature-outputs';
import { identifyJob, type ImageList, type JobIdentity, rootOf } from './job-identity';
import { findRecord } from './job-record';
import { joinShards, shardPrefix } from './join-shards';
import { repeatExtraction } from './repeat-extraction';

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
  checkExtractOptions(options);
  signal?.throwIfAborted();
  if (typeof list === 'string') await checkCrops(list, embedder.name, embedder.preprocessing);
  const out = resolve(options.out);
  const root = options.root === undefined ? await rootOf(list) : resolve(options.root);
  const whole = await identifyJob({ embedder, list, root, format });
  if (whole.list.items === 0) throw emptyList(list);

  const finished = restart ? undefined : await findRecord(out, whole);
  if (finished !== undefined) return yield* repeatExtraction(out, finished);

  const job: JobIdentity = shard === undefined ? whole : { ...whole, shard };
  const prefix = shard === undefined ? out : shardPrefix(out, shard);
  const own = restart || shard === undefined ? undefined : await findRecord(prefix, job);
  const summary =
    own === undefined ? yield* extractPart({ ...options, root }, prefix, job) : yield* repeatExtraction(prefix, own);
  if (shard === undefined) return summary;
  const joined = await joinShards(out, whole, shard.count);
  return joined === undefined
    ? { ...summary, joined: false }
    : { ...summary, joined: true, files: fileNames(out, format) };
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
