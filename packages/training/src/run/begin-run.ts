import { join } from 'node:path';
import { InputError } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import { checkpointName, listCheckpoints } from '../checkpoint/checkpoint-folder';
import { loadCheckpoint } from '../checkpoint/load-checkpoint';
import { readRunState, STATE_FILE } from '../checkpoint/run-state';
import { ClassBanks } from '../sampled/class-banks';
import type { TrainState } from '../step/train-state';
import type { Progress } from '../validate/judge';
import { checkResume } from './check-resume';
import type { PreparedTraining } from './prepare-training';
import { runFolder } from './run-folder';

/** Where a run begins or goes on from. */
export interface BegunRun extends Progress {
  /** To be disposed of by the caller. */
  state: TrainState;
  banks: ClassBanks;
  /** Steps done. */
  step: number;
  resumed: boolean;
  /** What is worth a word, for a person. */
  notes: string[];
}

/**
 * The newest checkpoint of a run, or its very beginning; nothing is written, and nothing of an earlier run removed.
 *
 * @param engine what computes now
 * @throws InputError `other-config` or `other-data`, or as `loadCheckpoint` and `readRunState`.
 */
export async function beginRun(
  prepared: PreparedTraining,
  { out, restart, engine }: { out: string; restart: boolean; engine: string },
): Promise<BegunRun> {
  const { checkpoints } = runFolder(out);
  const [before, last] = restart ? [] : [undefined, ...(await listCheckpoints(checkpoints))].slice(-2);
  if (last === undefined) {
    return { ...(await prepared.initialise()), step: 0, best: null, stale: 0, resumed: false };
  }
  const folder = join(checkpoints, checkpointName(last));
  const file = join(folder, STATE_FILE);
  const run = await readRunState(file);
  const notes = checkResume(file, run, prepared);
  if (run.engine !== engine) {
    notes.push(`begun on ${run.engine}, goes on on ${engine}: the same numbers up to rounding, not bit for bit`);
  }
  const { trainStep, network, config } = prepared;
  const like = trainStep.initialise(config.seed);
  const banks = new ClassBanks(trainStep);
  try {
    const state = await loadCheckpoint(folder, { network, like, banks });
    return { state, banks, step: run.step, best: run.best, stale: run.stale, resumed: true, notes };
  } catch (error) {
    throw error instanceof InputError ? damaged(error, folder, before) : error;
  } finally {
    tf.dispose(like);
  }
}

/** A checkpoint that cannot be read, and what there is besides. */
function damaged({ code, message, cause }: InputError, folder: string, before: number | undefined): InputError {
  const next =
    before === undefined ? 'Begin anew with --restart' : `Remove ${folder} to go on from the one after step ${before}`;
  return new InputError({ code, message: `the newest checkpoint cannot be used: ${message}. ${next}`, cause });
}
