import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JobEvent, Reject } from '@fairface/io';

/** The rejects that an earlier run wrote. */
export async function* earlierRejects(path: string): AsyncGenerator<JobEvent> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    yield { type: 'reject', ...(JSON.parse(line) as Reject) };
  }
}
