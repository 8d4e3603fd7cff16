import { createHash, type Hash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { AtomicFile, inGroups, type JobEvent, mapAhead, readLines } from '@fairface/io';
import { beginManifest, type CropLook, finishManifest, keepSince } from './crop-manifest';
import { type CropRecordsOptions, resolveOptions } from './crop-options';
import { cropPlanned } from './crop-planned';
import { type CropPool, startCropPool } from './crop-pool';
import type { CropSettings } from './cropper';
import { formatListLine } from './format-list-line';
import { outputError } from './output-error';
import { CropPlanner, type PlannedCrop } from './plan-crop';
import { isRecordLine, readRecords } from './read-records';
import { writeFailure } from './write-failure';

/** What {@link cropRecords} did. */
export interface CropSummary {
  /** Records in the file. */
  records: number;
  /** Crops in the list, kept ones included. */
  crops: number;
  /** Crops of an earlier job that were kept. */
  kept: number;
  rejected: number;
  /** Path of the list of crops. */
  list: string;
}

/** Faces a worker gets at once. */
const CHUNK = 16;

/** Chunks under way for each worker: one at work, one waiting. */
const AHEAD = 2;

/**
 * Crops every face of a record file in worker threads.
 *
 * Writes NAME_cropped.jpg for each photograph (NAME_2_cropped.jpg for its second face in the order of the file, and so
 * on) and, in `out` or else in `root`, `crops.list` with the crops in the order of the records and `crops.list.json` with
 * how they were made. Files appear whole or not at all. A photograph may be a symbolic link to anywhere; a crop is never
 * written outside `out` or `root`, symbolic links resolved, unless `allowOutside` says so.
 *
 * @throws InputError where it cannot start (`missing-file`, `missing-root`, `unknown-template`, `invalid-template`,
 * `unwritable-output`) or go on (`disk-full`, `unwritable-output`); RangeError for a number out of its range; the reason
 * of `signal` once that is aborted.
 */
export function cropRecords(options: CropRecordsOptions): AsyncGenerator<JobEvent, CropSummary> {
  return cropRecordsWith(startCropPool, options);
}

/** As {@link cropRecords}, with the way to start workers given. */
export async function* cropRecordsWith(
  startPool: (settings: CropSettings, workers: number) => CropPool,
  options: CropRecordsOptions,
): AsyncGenerator<JobEvent, CropSummary> {
  options.signal?.throwIfAborted();
  const { total, hash } = await surveyRecords(options.records);
  const { records, template, out, root, format, quality, margin, resume, limits, workers, allowOutside } =
    await resolveOptions(options);
  const source = hash.update(root).digest('hex');
  const look: CropLook = { template, size: template.size, format, quality, margin, source };
  const list = join(out ?? root, 'crops.list');
  const summary: CropSummary = { records: total, crops: 0, kept: 0, rejected: 0, list };
  let file: AtomicFile | undefined;
  let pool: CropPool | undefined;
  try {
    file = await AtomicFile.open(list);
    const since = await beginManifest(`${list}.json`, look);
    const crew = startPool(
      { ...look, limits, keepSince: resume ? await keepSince(since, records) : Infinity },
      workers,
    );
    pool = crew;
    const planner = new CropPlanner({ records, root, out, allowOutside, format });
    const chunks = inGroups(plan(records, planner), CHUNK);
    for await (const results of mapAhead(chunks, workers * AHEAD, (chunk) => cropPlanned(crew, chunk, records))) {
      options.signal?.throwIfAborted();
      for (const result of results) {
        if (result.type === 'fatal') throw outputError(list, result);
        if (result.type === 'reject') {
          summary.rejected += 1;
          yield result;
        } else {
          summary.crops += 1;
          summary.kept += result.type === 'kept' ? 1 : 0;
          await file.write(formatListLine(relative(dirname(list), result.target)));
        }
      }
      yield { type: 'progress', done: summary.crops + summary.rejected, total };
    }
    await file.commit();
    await finishManifest(`${list}.json`, look, since, summary);
    return summary;
  } catch (error) {
    const failure = writeFailure(error);
    throw failure.type === 'fatal' ? outputError(list, failure) : error;
  } finally {
    await pool?.destroy();
    await file?.abort();
  }
}

/** How many records there are, and the hash of what is in them. */
async function surveyRecords(file: string): Promise<{ total: number; hash: Hash }> {
  const hash = createHash('sha256');
  let total = 0;
  for await (const { text } of readLines(file)) {
    hash.update(`${text}\n`);
    total += isRecordLine(text) ? 1 : 0;
  }
  return { total, hash };
}

async function* plan(file: string, planner: CropPlanner): AsyncGenerator<PlannedCrop> {
  for await (const line of readRecords(file)) yield await planner.plan(line);
}
