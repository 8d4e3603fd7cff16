import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '@fairface/features';
import { InputError } from '@fairface/io';
import { loadFaceApiEmbedder, loadModelEmbedder } from '@fairface/model';

/**
 * The embedding model that `--model` names: `faceapi`, or a folder with a trained model; of a run's folder the best checkpoint.
 *
 * @throws InputError `unknown-model`, or as `loadModelEmbedder`.
 */
export async function loadEmbedder(model: string): Promise<Embedder> {
  if (model === 'faceapi') return loadFaceApiEmbedder();
  const isFolder = await stat(model).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return loadModelEmbedder(bestOfRun(model));
  throw new InputError({
    code: 'unknown-model',
    message: 'unknown --model',
    expected: 'faceapi or the folder of a trained model',
    found: model,
  });
}

/** The best checkpoint in the folder of a run, any other folder itself. */
function bestOfRun(folder: string): string {
  const best = join(folder, 'checkpoints', 'best');
  return existsSync(best) ? best : folder;
}
