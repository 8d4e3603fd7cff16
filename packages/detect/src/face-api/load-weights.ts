import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';

/** The weights of a network, by the names that they have in its file. */
export interface NetworkWeights {
  /** @throws Error naming the weight where there is none of this name */
  get<T extends tf.Tensor>(name: string): T;
  dispose(): void;
}

/**
 * Reads the weights of a network of face-api: `NAME-weights_manifest.json` and the files that it names.
 *
 * @throws Error when they cannot be read.
 */
export async function loadWeights(folder: string, name: string): Promise<NetworkWeights> {
  const manifest = JSON.parse(await readFile(`${folder}/${name}-weights_manifest.json`, 'utf8')) as Manifest;
  const read = (paths: string[]): Promise<ArrayBuffer[]> => Promise.all(paths.map(readBuffer));
  const weights = await tf.io.weightsLoaderFactory(read)(manifest, folder);
  return {
    get<T extends tf.Tensor>(wanted: string): T {
      const weight = weights[wanted];
      if (weight === undefined) throw new Error(`${folder}/${name}: expected the weight ${wanted}; found none`);
      return weight as T;
    },
    dispose: () => tf.dispose(weights),
  };
}

type Manifest = Parameters<ReturnType<typeof tf.io.weightsLoaderFactory>>[0];

async function readBuffer(path: string): Promise<ArrayBuffer> {
  return Uint8Array.from(await readFile(path)).buffer;
}
