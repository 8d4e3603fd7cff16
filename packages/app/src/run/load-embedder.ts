import { stat } from 'node:fs/promises';
import type { Embedder } from '@fairface/features';
import { InputError } from '@fairface/io';
import { loadFaceApiEmbedder, loadModelEmbedder } from '@fairface/model';

/**
 * The embedding model that `--model` names: `faceapi`, or a folder with a trained model.
 *
 * @throws InputError `unknown-model`, or as `loadModelEmbedder`.
 */
export async function loadEmbedder(model: string): Promise<Embedder> {
  if (model === 'faceapi') return loadFaceApiEmbedder();
  const isFolder = await stat(model).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return loadModelEmbedder(model);
  throw new InputError({
    code: 'unknown-model',
    message: 'unknown --model',
    expected: 'faceapi or the folder of a trained model',
    found: model,
  });
}
