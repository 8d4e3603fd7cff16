import { join } from 'node:path';
import { writeFileAtomic } from '@fairface/io';
import type { Network } from '../network/network';
import { countParameters } from '../network/count-parameters';
import type { TensorRecord } from '../network/parameter-spec';
import { DESCRIPTION_FILE, type ModelFile, WEIGHTS_FILE } from './model-file';
import type { ModelPreprocessing } from './model-preprocessing';
import type { SafeTensor } from './safe-tensor';
import { writeSafetensors } from './write-safetensors';

/** A network with its weights and everything needed to use them rightly. */
export interface Model {
  readonly network: Network;
  readonly parameters: TensorRecord;
  readonly preprocessing: ModelPreprocessing;
  /** Where the weights come from: data, configuration, steps, measured results; what JSON can hold. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/**
 * Writes `model.safetensors` and `model.json` into a folder. Each appears whole or not at all; the second names the
 * hash of the first, so that a pair that does not belong together is noticed.
 *
 * @throws InputError `cannot-write`.
 * @throws Error where a parameter is missing.
 */
export async function saveModel(
  folder: string,
  { network, parameters, preprocessing, provenance = {} }: Omit<Model, 'provenance'> & Partial<Model>,
): Promise<void> {
  const { config } = network;
  const tensors = new Map<string, Omit<SafeTensor, 'dtype'>>();
  for (const { name, shape } of network.specs) {
    const tensor = parameters[name];
    if (tensor === undefined) throw new Error(`saveModel: the parameter '${name}' is missing.`);
    tensors.set(name, { shape, data: (await tensor.data()) as Float32Array });
  }
  const sha256 = await writeSafetensors(join(folder, WEIGHTS_FILE), tensors, { preset: config.preset });
  const description: ModelFile = {
    format: 'fairface-model',
    version: 1,
    model: config,
    preprocessing,
    parameters: countParameters(network).total,
    sha256,
    provenance,
  };
  await writeFileAtomic(join(folder, DESCRIPTION_FILE), `${JSON.stringify(description, null, 2)}\n`);
}
