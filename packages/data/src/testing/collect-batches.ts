import { createHash } from 'node:crypto';
import type { Reject } from '@fairface/io';
import { streamBatches } from '../stream/stream-batches';
import type { StreamPlan } from '../stream/stream-plan';
import type { TrainBatch } from '../stream/train-batch';

/** A batch of which nothing is overwritten. */
export const copy = (batch: TrainBatch) => ({
  step: batch.step,
  inputs: createHash('sha256').update(batch.inputs).digest('hex'),
  pixels: Buffer.from(batch.inputs as Uint8Array),
  branches: Object.entries(batch.branches).map(([name, { labels, names }]) => ({ name, labels: [...labels], names })),
  pairs: Object.entries(batch.pairs).map(([name, { names }]) => ({ name, names })),
});

/** A batch with the hash of its pixels in place of these. */
export const told = ({ pixels: _, ...rest }: ReturnType<typeof copy>) => rest;

/** All batches of a plan, copied, and all rejects. */
export async function collect(plan: StreamPlan) {
  const batches: ReturnType<typeof copy>[] = [];
  const rejects: Reject[] = [];
  for await (const event of streamBatches({ workers: 2, ...plan })) {
    if (event.type === 'batch') batches.push(copy(event.batch));
    else rejects.push(event);
  }
  return { batches, rejects };
}
