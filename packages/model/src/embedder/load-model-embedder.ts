import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { Embedder, PixelBatch } from '@fairface/features';
import { InputError } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import { loadModel, type LoadedModel } from '../checkpoint/load-model';
import { DESCRIPTION_FILE } from '../checkpoint/model-file';
import { imagePreprocessing } from '../checkpoint/model-preprocessing';
import { fold, type FoldedModel } from '../fold/fold';
import { loadFaceApiEmbedder } from './face-api-embedder';

/**
 * A model folder as an embedder, on whichever tensor engine is set, folded for inference. Its vectors have length 1.
 *
 * The folder of an adapter gives the whole way from pixels: the frozen backbone, then the adapter. The name tells preset
 * and weights, so that features of different weights are never mixed.
 *
 * @throws InputError as `loadModel`; `other-preprocessing` where an adapter was trained on other crops than its backbone
 * sees.
 */
export async function loadModelEmbedder(folder: string): Promise<Embedder> {
  const model = await loadModel(folder);
  const folded = fold(model.network, model.parameters);
  tf.dispose(model.parameters);
  try {
    return model.network.config.preset === 'adapter'
      ? await adapterEmbedder(folder, model, folded)
      : networkEmbedder(model, folded);
  } catch (error) {
    folded.dispose();
    throw error;
  }
}

function networkEmbedder(model: LoadedModel, folded: FoldedModel): Embedder {
  const { network, preprocessing } = model;
  const embed = ({ count, size, data }: PixelBatch): tf.Tensor2D => {
    const pixels = tf.mul(tf.tensor4d(data, [count, size, size, 3], 'int32').toFloat(), preprocessing.scale);
    return folded.embed(preprocessing.channelOrder === 'bgr' ? tf.reverse(pixels, 3) : pixels);
  };
  return {
    name: nameOf(model),
    dimension: network.embedding,
    preprocessing: imagePreprocessing(preprocessing),
    embed: (batch) => normalised(() => embed(batch)),
    dispose: () => folded.dispose(),
  };
}

async function adapterEmbedder(folder: string, model: LoadedModel, folded: FoldedModel): Promise<Embedder> {
  const { network, preprocessing } = model;
  const backbone = await loadFaceApiEmbedder();
  const seen = imagePreprocessing(preprocessing);
  const dispose = async (): Promise<void> => {
    folded.dispose();
    await backbone.dispose?.();
  };
  if (!isDeepStrictEqual(seen, backbone.preprocessing) || network.inputShape[0] !== backbone.dimension) {
    await backbone.dispose?.();
    throw new InputError({
      code: 'other-preprocessing',
      file: join(folder, DESCRIPTION_FILE),
      message: `the adapter was trained on other features than ${backbone.name} gives`,
      expected: `${backbone.dimension} numbers, ${JSON.stringify(backbone.preprocessing)}`,
      found: `${network.inputShape[0]} numbers, ${JSON.stringify(seen)}`,
    });
  }
  return {
    name: `${backbone.name}+${nameOf(model)}`,
    dimension: network.embedding,
    preprocessing: backbone.preprocessing,
    embed: async (batch) => {
      const features = await backbone.embed(batch);
      return normalised(() => folded.embed(tf.tensor2d(features, [batch.count, backbone.dimension])));
    },
    dispose,
  };
}

const nameOf = ({ network, sha256 }: LoadedModel): string => `${network.config.preset}-${sha256.slice(0, 12)}`;

/** Computes rows, brings them to length 1 and hands out their numbers. */
async function normalised(compute: () => tf.Tensor2D): Promise<Float32Array> {
  const rows = tf.tidy(() => {
    const embeddings = compute();
    return tf.div(embeddings, tf.norm(embeddings, 'euclidean', 1, true));
  });
  try {
    return (await rows.data()) as Float32Array;
  } finally {
    rows.dispose();
  }
}
