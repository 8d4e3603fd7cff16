import { join } from 'node:path';
import { InputError } from '@fairface/io';
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
import { OPTIMISER_FILE, readRunState, STATE_FILE } from './run-state';
import { replaceStateTensors, stateTensors } from './state-tensors';

/**
 * The state that a checkpoint holds; its tensors belong to the caller.
 *
 * @param like a state of the same training, for the names and shapes that must be there; it stays the caller's
 * @param banks where branches sample their classes: filled with what the checkpoint holds of them
 * @throws InputError naming the file and the tensor: as `loadModel` for the network, as `readRunState`, and for the rest `missing-file`,
 * `not-a-file`, `unreadable-file`, `truncated`, `malformed-safetensors`, `missing-tensor`, `extra-tensor`, `wrong-shape`
 * or `mixed-checkpoint` (tensors that were not saved with this state.json).
 */
export async function loadCheckpoint(
  folder: string,
  { network, like, banks }: { network: Network; like: Omit<TrainState, 'parameters'>; banks?: ClassBanks },
): Promise<TrainState> {
  const run = await readRunState(join(folder, STATE_FILE));
  const { parameters } = await loadModel(folder, { expect: network.config });
  try {
    const file = join(folder, OPTIMISER_FILE);
    const wanted = Object.entries(stateTensors(like)).map(([name, { shape }]) => ({ name, shape }));
    const { tensors, sha256 } = await readSafetensors(file);
    const inBanks = banks?.tensors() ?? new Map<string, SafeTensor>();
    expectTensors(file, { tensors }, [...wanted, ...[...inBanks].map(([name, { shape }]) => ({ name, shape }))]);
    if (run.sha256 !== undefined && run.sha256 !== sha256) {
      throw new InputError({
        code: 'mixed-checkpoint',
        file,
        message: `is not the file that ${STATE_FILE} beside it was saved with`,
        expected: `SHA-256 ${run.sha256}`,
        found: sha256,
      });
    }
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
