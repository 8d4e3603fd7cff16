import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { AtomicFile, explainWriteError } from '@fairface/io';
import { KINDS, outputNames } from './feature-outputs';
import type { JobIdentity, Shard } from './job-identity';
import { findRecord, type JobRecord, writeRecord } from './job-record';
import { formatNpyHeader, NPY_HEADER_SIZE } from './npy-header';

/** Prefix of the files of a shard. */
export function shardPrefix(prefix: string, { index, count }: Shard): string {
  return `${prefix}.shard-${index}-of-${count}`;
}

/**
 * Joins the files of all shards, in the order of the list, once every shard is finished, and removes them. Every file
 * appears whole. Two shards that finish at the same time may both join: they write the same.
 *
 * @param job of the whole list
 * @param count number of shards
 * @returns the record of the whole job, or `undefined` while a shard is missing.
 */
export async function joinShards(prefix: string, job: JobIdentity, count: number): Promise<JobRecord | undefined> {
  const shards = Array.from({ length: count }, (_, n) => ({ index: n + 1, count }));
  const records: JobRecord[] = [];
  for (const shard of shards) {
    const record = await findRecord(shardPrefix(prefix, shard), { ...job, shard });
    if (record === undefined) return findRecord(prefix, job);
    records.push(record);
  }
  const sum = (of: (record: JobRecord) => number): number => records.reduce((total, record) => total + of(record), 0);
  const rows = sum((record) => record.rows);
  const parts = shards.map((shard) => shardPrefix(prefix, shard));
  try {
    for (const name of outputNames(job.format)) {
      const header = name.endsWith('.npy') ? formatNpyHeader(rows, job.dimension) : undefined;
      await join(
        `${prefix}.${name}`,
        parts.map((part) => `${part}.${name}`),
        header,
      );
    }
  } catch (error) {
    // The other one that joins was faster and has removed the parts.
    const joined = await findRecord(prefix, job);
    if (joined === undefined) throw error;
    return joined;
  }
  const record = await writeRecord(prefix, job, { rows, rejected: sum((part) => part.rejected) });
  for (const part of parts) await removeFiles(part, job);
  return record;
}

/** Writes the content of `parts`, one after the other; where there is a header, it takes the place of theirs. */
async function join(path: string, parts: string[], header: Buffer | undefined): Promise<void> {
  const file = await AtomicFile.open(path);
  try {
    if (header !== undefined) await file.write(header);
    for (const part of parts) {
      const start = header === undefined ? 0 : NPY_HEADER_SIZE;
      for await (const chunk of createReadStream(part, { start })) await file.write(chunk as Buffer);
    }
    await file.commit();
  } catch (error) {
    await file.abort();
    throw explainWriteError(error, path);
  }
}

async function removeFiles(part: string, job: JobIdentity): Promise<void> {
  const records = job.format === 'npy' ? ['json', ...KINDS.map((kind) => `${kind}.npy.json`)] : ['json'];
  for (const name of [...records, ...outputNames(job.format)]) await rm(`${part}.${name}`, { force: true });
}
