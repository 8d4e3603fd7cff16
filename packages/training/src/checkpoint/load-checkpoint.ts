import { join } from 'node:path';
import { loadModel, matchTensors, type Network, readSafetensors } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { TrainState } from '../step/train-state';
import { OPTIMISER_FILE } from './run-state';
import { replaceStateTensors, stateTensors } from './state-tensors';

/**
 * The state that a checkpoint holds; its tensors belong to the caller.
 *
 * @param like a state of the same training, for the names and shapes that must be there; it stays the caller's
 * @throws InputError naming the file and the tensor: as `loadModel` for the network, and for the rest `missing-file`,
 * `truncated`, `malformed-safetensors`, `missing-tensor`, `extra-tensor` or `wrong-shape`.
 */
export async function loadCheckpoint(
  folder: string,
  { network, like }: { network: Network; like: Omit<TrainState, 'parameters'> },
): Promise<TrainState> {
  const { parameters } = await loadModel(folder, { expect: network.config });
  try {
    const file = join(folder, OPTIMISER_FILE);
    const wanted = Object.entries(stateTensors(like)).map(([name, { shape }]) => ({ name, shape }));
    const tensors = matchTensors(file, await readSafetensors(file), wanted);
    return { parameters, ...replaceStateTensors(like, tensors) };
  } catch (error) {
    tf.dispose(parameters);
    throw error;
  }
}
