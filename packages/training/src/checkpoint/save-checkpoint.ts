import { join } from 'node:path';
import { writeFileAtomic } from '@fairface/io';
import { type ModelPreprocessing, type Network, type SafeTensor, saveModel, writeSafetensors } from '@fairface/model';
import type { ClassBanks } from '../sampled/class-banks';
import type { TrainState } from '../step/train-state';
import { OPTIMISER_FILE, type RunState, STATE_FILE } from './run-state';
import { stateTensors } from './state-tensors';
import { writeFolderAtomic } from './write-folder-atomic';

/** Everything that a checkpoint keeps. */
export interface Checkpoint {
  network: Network;
  preprocessing: ModelPreprocessing;
  /** Where the weights come from, for `model.json`: what JSON can hold. */
  provenance: Record<string, unknown>;
  /** The caller's; it is only read. */
  state: TrainState;
  /** Of branches that sample their classes; only read. @default none */
  banks?: ClassBanks;
  run: Omit<RunState, 'sha256'>;
}

/**
 * Writes a checkpoint: a folder with `model.safetensors` and `model.json` (a model like any other), and for going on
 * `optimizer.safetensors` (class weights, what heads keep, the optimiser's state) and `state.json`. It appears when all of
 * it is on the disk; when the disk is full, what was there before stays whole.
 *
 * @throws InputError `cannot-write`.
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { network, preprocessing, provenance, state, banks, run } = checkpoint;
  await writeFolderAtomic(path, async (folder) => {
    await saveModel(folder, { network, parameters: state.parameters, preprocessing, provenance });
    const tensors = new Map<string, Omit<SafeTensor, 'dtype'>>();
    for (const [name, tensor] of Object.entries(stateTensors(state))) {
      tensors.set(name, { shape: tensor.shape, data: (await tensor.data()) as Float32Array | Int32Array });
    }
    for (const [name, { shape, data }] of banks?.tensors() ?? []) tensors.set(name, { shape: [...shape], data });
    const sha256 = await writeSafetensors(join(folder, OPTIMISER_FILE), tensors);
    await writeFileAtomic(join(folder, STATE_FILE), `${JSON.stringify({ ...run, sha256 }, null, 2)}\n`);
  });
}
