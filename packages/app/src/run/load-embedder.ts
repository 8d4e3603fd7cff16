import type { Embedder } from '@fairface/features';
import { InputError } from '@fairface/io';
import { loadFaceApiEmbedder } from '@fairface/model';

/**
 * The embedding model that `--model` names.
 *
 * @throws InputError `unknown-model`.
 */
export async function loadEmbedder(model: string): Promise<Embedder> {
  if (model === 'faceapi') return loadFaceApiEmbedder();
  throw new InputError({ code: 'unknown-model', message: 'unknown --model', expected: 'faceapi', found: model });
}
