import { join } from 'node:path';
import { InputError } from '@fairface/io';
import { isDeepStrictEqual } from 'node:util';
import type { ModelConfig, ModelOptions } from '../config/model-config';
import { resolveModel } from '../config/resolve-model';
import { buildNetwork } from '../network/build-network';
import { matchTensors } from './match-tensors';
import { DESCRIPTION_FILE, WEIGHTS_FILE } from './model-file';
import { readModelFile } from './read-model-file';
import { readSafetensors } from './read-safetensors';
import type { Model } from './save-model';

export interface LoadModelOptions {
  /**
   * The network that the folder must hold.
   * @default whichever it holds
   */
  readonly expect?: ModelOptions;
}

/** A model that came from a folder. */
export interface LoadedModel extends Model {
  /** SHA-256 of the weights' file, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads a model folder. Its tensors belong to the caller.
 *
 * @throws InputError naming the file, and the tensor or field: `not-a-model`, `invalid-model`, `other-model` (than
 * expected), `other-preset` (weights of another than model.json's), `missing-tensor`, `extra-tensor`, `wrong-shape`,
 * `truncated`, `malformed-safetensors`, `mixed-model` (weights that were not saved with this model.json), `missing-file`,
 * `not-a-file`, `unreadable-file` (the weights').
 */
export async function loadModel(folder: string, { expect }: LoadModelOptions = {}): Promise<LoadedModel> {
  const description = await readModelFile(folder);
  const { model, preprocessing, provenance } = description;
  if (expect !== undefined) checkExpected(join(folder, DESCRIPTION_FILE), model, resolveModel(expect));
  const network = buildNetwork(model);
  const file = join(folder, WEIGHTS_FILE);
  const weights = await readSafetensors(file);
  const { preset = model.preset } = weights.metadata;
  if (preset !== model.preset) {
    throw new InputError({
      code: 'other-preset',
      file,
      message: 'holds the weights of another preset than model.json beside it says',
      expected: model.preset,
      found: preset,
    });
  }
  if (description.sha256 !== undefined && description.sha256 !== weights.sha256) {
    throw new InputError({
      code: 'mixed-model',
      file,
      message: 'is not the file that model.json beside it was saved with',
      expected: `SHA-256 ${description.sha256}`,
      found: weights.sha256,
      hint: 'Take both from one checkpoint; for weights that were changed on purpose, remove "sha256" from model.json',
    });
  }
  const parameters = matchTensors(file, weights, network.specs);
  return { network, parameters, preprocessing, provenance, sha256: weights.sha256 };
}

function checkExpected(file: string, found: ModelConfig, expected: ModelConfig): void {
  const wanted = new Map<string, unknown>(Object.entries(expected));
  for (const [field, value] of Object.entries(found)) {
    if (isDeepStrictEqual(wanted.get(field), value)) continue;
    throw new InputError({
      code: 'other-model',
      file,
      message: `model.${field} is another than expected`,
      expected: JSON.stringify(wanted.get(field)),
      found: JSON.stringify(value),
    });
  }
}
