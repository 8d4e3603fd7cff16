import { type Source, streamBatches } from '@fairface/data';
import type { Preprocessing } from '@fairface/features';
import type { Reject } from '@fairface/io';
import type { Network } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';

export interface EmbedSourceOptions {
  source: Source;
  network: Pick<Network, 'inputShape' | 'embedding'>;
  /** How inputs are made of crops. */
  preprocessing: Preprocessing;
  /** Items at once. */
  batch: number;
  workers?: number;
  /** [rows, ...inputShape] to [rows, embedding]; the result is disposed of here. */
  embed(inputs: tf.Tensor): tf.Tensor2D;
}

/**
 * The embedding of every item of a source, as it is: nothing is changed at random.
 *
 * @returns `[N, embedding]`, row-major; rows of unreadable items are 0, and these are told in `rejects`
 */
export async function embedSource(options: EmbedSourceOptions): Promise<{ vectors: Float32Array; rejects: Reject[] }> {
  const { source, network, preprocessing, workers, embed } = options;
  const items = source.names.length;
  const batch = Math.min(options.batch, items);
  const places = new Map<string, number[]>();
  source.names.forEach((name, item) => places.set(name, [...(places.get(name) ?? []), item]));
  const vectors = new Float32Array(items * network.embedding);
  const rejects: Reject[] = [];
  // An epoch in so many steps: every item comes, some of the last batch a second time.
  const stream = streamBatches({
    branches: [{ name: 'validation', source, batch, sampling: 'epoch', augment: 'none' }],
    preprocessing,
    seed: 1,
    toStep: Math.ceil(items / batch),
    ...(workers === undefined ? {} : { workers }),
  });
  for await (const event of stream) {
    if (event.type === 'reject') {
      rejects.push({ item: event.item, reason: event.reason, detail: event.detail });
      continue;
    }
    const { inputs, names } = event.batch.branches['validation'] ?? { inputs: new Float32Array(), names: [] };
    const rows = tf.tidy(() => {
      const values = tf.tensor(inputs, [names.length, ...network.inputShape], 'float32');
      return embed(inputs instanceof Uint8Array ? tf.div(values, 255) : values);
    });
    const embedded = await rows.data();
    rows.dispose();
    names.forEach((name, row) => {
      const vector = embedded.subarray(row * network.embedding, (row + 1) * network.embedding);
      for (const item of places.get(name) ?? []) vectors.set(vector, item * network.embedding);
    });
  }
  return { vectors, rejects };
}
