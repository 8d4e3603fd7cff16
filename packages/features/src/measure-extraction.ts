import { performance } from 'node:perf_hooks';
import { runJob } from '@fairface/io';
import { extractFeatures } from './extract-features';
import type { ExtractOptions } from './extract-options';

/** How fast an extraction runs, beside its model alone. */
export interface ExtractionSpeed {
  /** Images a second, each with its mirror image, of the model alone on batches that are ready. */
  model: number;
  /** The same of the whole extraction, from the list to the files. */
  extraction: number;
  /** extraction / model: the part of the model's speed that is kept. */
  share: number;
}

/** Calls of the model that are timed; the median counts. */
const CALLS = 7;

/**
 * Measures what decoding, preparing and writing cost on top of the model. The extraction starts anew; its files stay.
 *
 * The list should hold some hundred images, and a multiple of the batch: threads are started within the time measured.
 */
export async function measureExtraction(options: ExtractOptions): Promise<ExtractionSpeed> {
  const { embedder, batch = 32 } = options;
  const size = embedder.preprocessing.inputSize;
  const ready = { count: batch, size, data: new Uint8Array(batch * size * size * 3).fill(127) };
  await embedder.embed(ready);
  const seconds: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const start = performance.now();
    await embedder.embed(ready);
    seconds.push((performance.now() - start) / 1000);
  }
  const median = seconds.sort((a, b) => a - b)[Math.floor(CALLS / 2)] ?? NaN;

  const start = performance.now();
  const { images } = await runJob(extractFeatures({ ...options, restart: true }));
  const extraction = images / ((performance.now() - start) / 1000);
  const model = batch / (2 * median);
  return { model, extraction, share: extraction / model };
}
