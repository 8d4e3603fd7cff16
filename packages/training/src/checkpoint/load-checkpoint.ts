import { join } from 'node:path';
import {
  expectTensors,
  loadModel,
  matchTensors,
  type Network,
  readSafetensors,
  type SafeTensor,
} from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { ClassBanks } from '../sampled/class-banks';
import type { TrainState } from '../step/train-state';
import { OPTIMISER_FILE } from './run-state';
import { replaceStateTensors, stateTensors } from './state-tensors';

/**
 * The state that a checkpoint holds; its tensors belong to the caller.
 *
 * @param like a state of the same training, for the names and shapes that must be there; it stays the caller's
 * @param banks where branches sample their classes: filled with what the checkpoint holds of them
 * @throws InputError naming the file and the tensor: as `loadModel` for the network, and for the rest `missing-file`,
 * `not-a-file`, `unreadable-file`, `truncated`, `malformed-safetensors`, `missing-tensor`, `extra-tensor` or `wrong-shape`.
 */
export async function loadCheckpoint(
  folder: string,
  { network, like, banks }: { network: Network; like: Omit<TrainState, 'parameters'>; banks?: ClassBanks },
): Promise<TrainState> {
  const { parameters } = await loadModel(folder, { expect: network.config });
  try {
    const file = join(folder, OPTIMISER_FILE);
    const wanted = Object.entries(stateTensors(like)).map(([name, { shape }]) => ({ name, shape }));
    const { tensors } = await readSafetensors(file);
    const inBanks = banks?.tensors() ?? new Map<string, SafeTensor>();
    expectTensors(file, { tensors }, [...wanted, ...[...inBanks].map(([name, { shape }]) => ({ name, shape }))]);
    for (const [name, { data }] of inBanks) {
      data.set(tensors.get(name)?.data ?? []);
      tensors.delete(name);
    }
    return { parameters, ...replaceStateTensors(like, matchTensors(file, { tensors }, wanted)) };
  } catch (error) {
    tf.dispose(parameters);
    throw error;
  }
}
