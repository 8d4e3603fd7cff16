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

const NOTHING_REACHED: Progress = { best: null, stale: 0 };

/** Where a run begins or goes on from. */
export interface BegunRun extends Progress {
  /** What best and stale were judged by; `null` where nothing was. */
  judgedBy: string | null;
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
 * @param judgedBy what a validation judges by now; `undefined` where there is none
 * @throws InputError `other-config` or `other-data`, or as `loadCheckpoint` and `readRunState`.
 */
export async function beginRun(
  prepared: PreparedTraining,
  { out, restart, engine, judgedBy }: { out: string; restart: boolean; engine: string; judgedBy: string | undefined },
): Promise<BegunRun> {
  const { checkpoints } = runFolder(out);
  const [before, last] = restart ? [] : [undefined, ...(await listCheckpoints(checkpoints))].slice(-2);
  if (last === undefined) {
    return {
      ...(await prepared.initialise()),
      step: 0,
      ...NOTHING_REACHED,
      judgedBy: judgedBy ?? null,
      resumed: false,
    };
  }
  const folder = join(checkpoints, checkpointName(last));
  const file = join(folder, STATE_FILE);
  const readable = <T>(reading: Promise<T>): Promise<T> =>
    reading.catch((error: unknown) => {
      throw error instanceof InputError ? damaged(error, folder, before) : error;
    });
  const run = await readable(readRunState(file));
  const notes = checkResume(file, run, prepared);
  if (run.engine !== engine) {
    notes.push(`begun on ${run.engine}, goes on on ${engine}: the same numbers up to rounding, not bit for bit`);
  }
  const isJudgedAnew = judgedBy !== undefined && run.judgedBy !== null && judgedBy !== run.judgedBy;
  if (isJudgedAnew) notes.push(judgedAnew(run));
  const { best, stale } = isJudgedAnew ? NOTHING_REACHED : run;
  const { trainStep, network, config } = prepared;
  const like = trainStep.initialise(config.seed);
  const banks = new ClassBanks(trainStep);
  try {
    const state = await readable(loadCheckpoint(folder, { network, like, banks }));
    return { state, banks, step: run.step, best, stale, judgedBy: judgedBy ?? run.judgedBy, resumed: true, notes };
  } finally {
    tf.dispose(like);
  }
}

/** Numbers of two validations do not compare. */
function judgedAnew({ best }: Progress): string {
  const before = best === null ? 'none' : `step ${best.step}`;
  return `another validation than before, by its data or by what it measures: the best (so far ${before}) and the patience of earlyStop begin anew`;
}

/** A checkpoint that cannot be read, and what there is besides. */
function damaged({ code, message, cause }: InputError, folder: string, before: number | undefined): InputError {
  const next =
    before === undefined ? 'Begin anew with --restart' : `Remove ${folder} to go on from the one after step ${before}`;
  return new InputError({ code, message: `the newest checkpoint cannot be used: ${message}. ${next}`, cause });
}
