import type { JobEvent } from '@fairface/io';
import { earlierRejects } from './earlier-rejects';
import type { ExtractSummary } from './extract-options';
import { fileNames } from './feature-outputs';
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
