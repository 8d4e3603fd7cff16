import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelBatch } from '@fairface/features';
import * as tf from '@tensorflow/tfjs';
import { defaultPreprocessing } from '../checkpoint/model-preprocessing';
import { saveModel } from '../checkpoint/save-model';
import { buildNetwork } from '../network/build-network';
import { itOn } from '../testing/engines';
import { largestDifference, livelyParameters } from '../testing/numbers';
import { temporaryFolder } from '../testing/temporary-folder';
import { faceApiPreprocessing, loadFaceApiEmbedder } from './face-api-embedder';
import { loadModelEmbedder } from './load-model-embedder';

const root = temporaryFolder();
const SIZE = 16;
const network = buildNetwork({ preset: 'tiny', inputSize: SIZE, widthMultiplier: 0.5, embedding: 8 });

function pixels(count: number, size: number): PixelBatch {
  const data = Uint8Array.from({ length: count * size * size * 3 }, (_, i) => 128 + 120 * Math.sin(i * i * 0.01));
  return { count, size, data };
}

/** Rows of length 1 of what the network gives by its moving averages. */
function expected(parameters: Record<string, tf.Tensor>, input: tf.Tensor): Float32Array {
  return tf.tidy(() => {
    const { embeddings } = network.forward(parameters, input, { training: false });
    return tf
      .div(embeddings, tf.norm(embeddings, 2, 1, true))
      .dataSync()
      .slice() as Float32Array;
  });
}

describe('loadModelEmbedder', () => {
  itOn(
    'wasm',
    'gives the normalised embeddings of the saved network, scaled and in its order of channels',
    async () => {
      const parameters = livelyParameters(network, 5);
      const batch = pixels(3, SIZE);
      for (const channelOrder of ['rgb', 'bgr'] as const) {
        const folder = join(root, channelOrder);
        const preprocessing = { ...defaultPreprocessing(SIZE), channelOrder };
        await saveModel(folder, { network, parameters, preprocessing });
        const before = tf.memory().numTensors;
        const embedder = await loadModelEmbedder(folder);
        expect(embedder).toMatchObject({
          name: expect.stringMatching(/^tiny-[0-9a-f]{12}$/) as string,
          dimension: 8,
          preprocessing: {
            template: 'seed256',
            templateSize: 256,
            cut: { x: 4, y: 4, width: 248, height: 248 },
            inputSize: SIZE,
            channelOrder: 'rgb',
          },
        });
        const values = Array.from(batch.data, (value) => value / 255);
        const images = tf.tensor4d(values, [3, SIZE, SIZE, 3]);
        const seen = channelOrder === 'rgb' ? images : tf.tidy(() => tf.reverse(images, 3));
        expect(largestDifference(await embedder.embed(batch), expected(parameters, seen))).toBeLessThan(1e-5);
        tf.dispose([images, seen]);
        await embedder.dispose?.();
        expect(tf.memory().numTensors).toBe(before);
      }
      tf.dispose(parameters);
    },
  );

  itOn('wasm', 'names models of other weights otherwise', async () => {
    const names = new Set<string>();
    for (const seed of [1, 2]) {
      const folder = join(root, `seed-${seed}`);
      const parameters = network.initialise(seed);
      await saveModel(folder, { network, parameters, preprocessing: defaultPreprocessing(SIZE) });
      tf.dispose(parameters);
      const embedder = await loadModelEmbedder(folder);
      names.add(embedder.name);
      await embedder.dispose?.();
    }
    expect(names.size).toBe(2);
  });

  itOn('wasm', 'puts an adapter behind its backbone', async () => {
    const adapter = buildNetwork({ preset: 'adapter' });
    const parameters = livelyParameters(adapter, 3);
    const folder = join(root, 'adapter');
    const preprocessing = { ...faceApiPreprocessing, scale: 1 / 255 };
    await saveModel(folder, { network: adapter, parameters, preprocessing });
    const backbone = await loadFaceApiEmbedder();
    const batch = pixels(2, 150);
    const features = await backbone.embed(batch);
    const embedder = await loadModelEmbedder(folder);
    expect(embedder.name).toMatch(/^faceapi\+adapter-[0-9a-f]{12}$/);
    expect(embedder.preprocessing).toEqual(backbone.preprocessing);
    const wanted = tf.tidy(() => {
      const { embeddings } = adapter.forward(parameters, tf.tensor2d(features, [2, 128]), { training: false });
      return tf
        .div(embeddings, tf.norm(embeddings, 2, 1, true))
        .dataSync()
        .slice();
    });
    expect(largestDifference(await embedder.embed(batch), wanted)).toBeLessThan(1e-5);
    await embedder.dispose?.();
    await backbone.dispose?.();
    const file = join(folder, 'model.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seed256"', '"arcface112"'));
    await expect(loadModelEmbedder(folder)).rejects.toMatchObject({ code: 'other-preprocessing', file });
    tf.dispose(parameters);
  });

  itOn('wasm', 'gives no feature, and no error, for an image that the network gives zero for', async () => {
    const parameters = network.initialise(1);
    const zeros = { ...parameters, 'embedding/bn2/gamma': tf.zeros([8]) };
    const folder = join(root, 'zero');
    await saveModel(folder, { network, parameters: zeros, preprocessing: defaultPreprocessing(SIZE) });
    const embedder = await loadModelEmbedder(folder);
    expect([...(await embedder.embed(pixels(1, SIZE)))].every(Number.isNaN)).toBe(true);
    await embedder.dispose?.();
    tf.dispose([parameters, zeros]);
  });
});
