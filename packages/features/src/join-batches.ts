import type { EmbeddedBatch } from './embed-batches';

/**
 * Joins batches that come faster than one in so many seconds: a fast model then does not wait for the disk after each.
 * None is kept longer than until the first batch after that time.
 */
export async function* joinBatches(
  batches: AsyncIterable<EmbeddedBatch>,
  seconds: number,
): AsyncGenerator<EmbeddedBatch> {
  let joined: EmbeddedBatch = { rows: [], rejects: [] };
  let given = performance.now();
  for await (const { rows, rejects } of batches) {
    joined = { rows: [...joined.rows, ...rows], rejects: [...joined.rejects, ...rejects] };
    if (performance.now() - given < seconds * 1000) continue;
    yield joined;
    joined = { rows: [], rejects: [] };
    given = performance.now();
  }
  if (joined.rows.length + joined.rejects.length > 0) yield joined;
}
