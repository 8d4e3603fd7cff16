import type { Reject } from '@fairface/io';
import type { ImageBatch } from './batch-images';
import type { Embedder, PixelBatch } from './embedder';
import type { FeatureRow } from './feature-outputs';
import { roundToSixDecimals } from './format-feature-line';
import type { FeatureFormat } from './job-identity';
import { meanFeature } from './mean-feature';

/** What came of a batch of images. */
export interface EmbeddedBatch {
  rows: FeatureRow[];
  rejects: Reject[];
}

/**
 * Runs the model on every batch and on its mirror images. An image whose features are not finite, or zero, is left out.
 *
 * @throws Error where the embedder returns another number of values than it promised.
 */
export async function* embedBatches(
  batches: AsyncIterable<ImageBatch>,
  embedder: Embedder,
  format: FeatureFormat,
  signal: AbortSignal | undefined,
): AsyncGenerator<EmbeddedBatch> {
  for await (const { paths, images, mirrors, rejects } of batches) {
    signal?.throwIfAborted();
    const batch: EmbeddedBatch = { rows: [], rejects };
    if (images.count > 0) {
      const image = await embed(embedder, images);
      const mirror = await embed(embedder, mirrors);
      for (const [n, path] of paths.entries()) {
        const row = makeRow(path, slice(image, n, embedder), slice(mirror, n, embedder), format);
        if ('reason' in row) batch.rejects.push(row);
        else batch.rows.push(row);
      }
    }
    yield batch;
  }
}

async function embed(embedder: Embedder, batch: PixelBatch): Promise<Float32Array> {
  const features = await embedder.embed(batch);
  const expected = batch.count * embedder.dimension;
  if (features.length === expected) return features;
  throw new Error(
    `embedder ${embedder.name}: expected ${expected} values for ${batch.count} images; found ${features.length}`,
  );
}

function slice(features: Float32Array, n: number, { dimension }: Embedder): Float32Array {
  return features.subarray(n * dimension, (n + 1) * dimension);
}

/** The mean of a text file is that of the values as written, so that a reader of the two other files gets the same. */
function makeRow(path: string, image: Float32Array, mirror: Float32Array, format: FeatureFormat): FeatureRow | Reject {
  if (![image, mirror].every((vector) => vector.every(Number.isFinite))) {
    return { item: path, reason: 'non-finite-feature', detail: 'the model gave a value that is not a finite number' };
  }
  const [f, g] = format === 'text' ? [roundToSixDecimals(image), roundToSixDecimals(mirror)] : [image, mirror];
  const mean = meanFeature(f, g);
  if (mean === undefined) return { item: path, reason: 'zero-feature', detail: 'the model gave a vector of zeros' };
  return { path, image, mirror, mean };
}
