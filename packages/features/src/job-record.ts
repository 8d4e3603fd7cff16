import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeFileAtomic } from '@fairface/io';
import { KINDS, outputNames } from './feature-outputs';
import type { JobIdentity } from './job-identity';

/** Where the features of a finished job came from: `PREFIX.json`. */
export interface JobRecord {
  model: string;
  dimension: number;
  preprocessing: JobIdentity['preprocessing'];
  template: string;
  flip: string;
  mean: string;
  /** Rows of each feature file. */
  rows: number;
  /** Images left out. */
  rejected: number;
  /** Bytes of every file, by name. */
  files: Record<string, number>;
  job: JobIdentity;
}

/** Tells where features came from; part of every record. */
export function provenance({ model, dimension, preprocessing }: JobIdentity) {
  return {
    model,
    dimension,
    preprocessing,
    template: preprocessing.template,
    flip: 'noFlip: the image; Flip: its left-right mirror image, mirrored after all resizing and cutting',
    mean: 'f / |f| + g / |g| of noFlip f and Flip g (L2 norms), in float32; not divided, not normalised again',
  };
}

/**
 * Records a finished job beside its files: `NAME.npy.json` for every array, and last `PREFIX.json`, which says that all is
 * complete.
 */
export async function writeRecord(
  prefix: string,
  job: JobIdentity,
  counts: { rows: number; rejected: number },
): Promise<JobRecord> {
  const about = provenance(job);
  if (job.format === 'npy') {
    for (const kind of KINDS) {
      await writeFileAtomic(`${prefix}.${kind}.npy.json`, json({ ...about, feature: kind, rows: counts.rows }));
    }
  }
  const files: Record<string, number> = {};
  for (const name of outputNames(job.format)) {
    const path = `${prefix}.${name}`;
    files[basename(path)] = (await stat(path)).size;
  }
  const record: JobRecord = { ...about, ...counts, files, job };
  await writeFileAtomic(`${prefix}.json`, json(record));
  return record;
}

/** The record of this very job, if it is finished and its files are still there in their full length. */
export async function findRecord(prefix: string, job: JobIdentity): Promise<JobRecord | undefined> {
  const record = await readFile(`${prefix}.json`, 'utf8').then(
    (text) => parseRecord(text),
    () => undefined,
  );
  if (record === undefined || !isDeepStrictEqual(record.job, JSON.parse(JSON.stringify(job)))) return undefined;
  for (const name of outputNames(job.format)) {
    const path = `${prefix}.${name}`;
    const size = await stat(path).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== record.files[basename(path)]) return undefined;
  }
  return record;
}

function parseRecord(text: string): JobRecord | undefined {
  try {
    return JSON.parse(text) as JobRecord;
  } catch {
    return undefined;
  }
}

function json(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
