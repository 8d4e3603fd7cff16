import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JobEvent, Reject } from '@fairface/io';
import type { ExtractSummary } from './extract-options';
import { outputNames } from './feature-outputs';
import type { FeatureFormat } from './job-identity';
import type { JobRecord } from './job-record';

/** Tells again what is complete already. */
export async function* repeatExtraction(
  prefix: string,
  { rows, rejected, job }: JobRecord,
): AsyncGenerator<JobEvent, ExtractSummary> {
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

/** The rejects that an earlier run wrote. */
export async function* earlierRejects(path: string): AsyncGenerator<JobEvent> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    yield { type: 'reject', ...(JSON.parse(line) as Reject) };
  }
}

/** All files of an extraction. */
export function fileNames(prefix: string, format: FeatureFormat): string[] {
  return [...outputNames(format), 'json'].map((name) => `${prefix}.${name}`);
}
