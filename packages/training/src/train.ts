import { join } from 'node:path';
import { streamBatches, type TrainBatch } from '@fairface/data';
import { writeFileAtomic } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import { BEST, checkpointName, keepLastAndBest, openCheckpointFolder } from './checkpoint/checkpoint-folder';
import { saveCheckpoint } from './checkpoint/save-checkpoint';
import { formatTrainConfig } from './config/format-train-config';
import { modelPreprocessing, type TrainConfig } from './config/load-train-config';
import { RunRejects } from './log/run-rejects';
import { beginRun } from './run/begin-run';
import { nonFiniteError } from './run/non-finite';
import { type PreparedTraining, prepareTraining } from './run/prepare-training';
import { clearRun, runFolder } from './run/run-folder';
import { RunLog } from './run/run-log';
import { StepSpeed } from './run/step-speed';
import { openTrainer } from './step/open-trainer';
import type { ClassBanks } from './sampled/class-banks';
import { runBatch } from './sampled/run-batch';
import type { Trainer } from './step/trainer';
import type { TrainEvent, TrainStepDone, TrainSummary, TrainValidated } from './train-event';
import { judge, monitored, type Progress } from './validate/judge';
import { openValidation, type Validation } from './validate/open-validation';

export interface TrainOptions {
  config: TrainConfig;
  /** The run's folder. */
  out: string;
  /**
   * Begin anew, and remove what an earlier run left in the folder once the new one can begin.
   * @default false: go on from the newest checkpoint
   */
  restart?: boolean;
  /**
   * Stop after this step; the learning rate still spans the steps of the configuration.
   * @default config.steps
   */
  until?: number;
  /**
   * Run the step as one TensorFlow graph; needs the native engine.
   * @default false
   */
  traced?: boolean;
  /**
   * The name of the engine that computes, for the records.
   * @default the name of tfjs's backend
   */
  engine?: string;
  /**
   * Worker threads that read images.
   * @default one a processor
   */
  workers?: number;
  /** Ends the training after the step at hand, with a checkpoint to go on from. */
  signal?: AbortSignal;
}

/**
 * Trains: streams batches, runs steps, validates, and keeps configuration, metrics, rejects and checkpoints in the folder of
 * the run. A folder that holds a run goes on from its newest checkpoint, exactly: so many steps at once or in parts give the
 * same tensors, bit for bit where the engine computes the same numbers twice.
 *
 * @throws InputError for data or a checkpoint that cannot be used, `non-finite-loss` (the names of the batch are saved),
 * `cannot-write`; the signal's reason once the state is saved.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, TrainSummary> {
  const { config, out, restart = false, traced = false, workers } = options;
  const until = Math.min(options.until ?? config.steps, config.steps);
  const engine = `${options.engine ?? tf.getBackend()}${traced ? ', traced' : ''}`;
  const prepared = await prepareTraining(config, workers);
  const validation = await openValidation(prepared, workers);
  const folder = runFolder(out);
  const beginning = await beginRun(prepared, { out, restart, engine, judgedBy: validation?.judgedBy });
  const { state, banks, step, resumed, notes, best, stale, judgedBy } = beginning;
  const embedRows = config.validation?.batch;
  const trainer = await openTrainer({ trainStep: prepared.trainStep, state, traced, embedRows }).finally(() =>
    tf.dispose(state),
  );
  // All that a run needs is there now: only here may an earlier one make room.
  if (!resumed) await clearRun(out);
  await openCheckpointFolder(folder.checkpoints);
  await writeFileAtomic(folder.config, formatTrainConfig(config));
  const log = await RunLog.open(out, folder.metrics, step);
  const rejects = await RunRejects.open(folder.rejects, resumed);
  const run: Run = {
    options,
    prepared,
    validation,
    trainer,
    banks,
    log,
    rejects,
    engine,
    until,
    step,
    best,
    stale,
    judgedBy,
  };
  try {
    yield { type: 'start', step, steps: until, resumed, traced, notes };
    for (const reject of validation?.rejects ?? []) if (rejects.add(reject)) yield { type: 'reject', ...reject };
    const total = yield* runSteps(run);
    return {
      steps: run.step,
      trained: run.step - step,
      ended: stopsEarly(run) ? 'early-stop' : 'steps',
      total,
      best: run.best,
      checkpoint: join(folder.checkpoints, BEST),
      reasons: rejects.reasons,
      rejected: rejects.count,
    };
  } finally {
    trainer.dispose();
    log.close();
    await rejects.save();
  }
}

/** A run under way. */
interface Run extends Progress {
  readonly options: TrainOptions;
  readonly prepared: PreparedTraining;
  readonly validation: Validation | undefined;
  readonly trainer: Trainer;
  readonly banks: ClassBanks;
  readonly log: RunLog;
  readonly rejects: RunRejects;
  readonly engine: string;
  /** For the next one that goes on. */
  readonly judgedBy: string | null;
  /** The last step. */
  readonly until: number;
  /** Steps done. */
  step: number;
}

/** @returns the loss of the last step; `null` where there was none to do. */
async function* runSteps(run: Run): AsyncGenerator<TrainEvent, number | null> {
  const { options, prepared, rejects, until } = run;
  const { config, signal } = options;
  if (run.step >= until || stopsEarly(run)) return null;
  const speed = new StepSpeed();
  let total: number | null = null;
  for await (const event of streamBatches({ ...prepared.plan, fromStep: run.step, toStep: until })) {
    if (event.type === 'reject') {
      if (rejects.add(event)) yield event;
      continue;
    }
    const done = await runStep(run, event.batch, speed);
    total = done.total;
    yield done;
    const validated = await validate(run);
    if (validated !== undefined) yield validated;
    const ends = run.step === until || signal?.aborted === true || stopsEarly(run);
    if (ends || validated?.improved === true || run.step % config.checkpoint.every === 0) {
      yield { type: 'checkpoint', step: run.step, path: await save(run, validated) };
    }
    signal?.throwIfAborted();
    if (ends) break;
  }
  return total;
}

async function runStep(run: Run, batch: TrainBatch, speed: StepSpeed): Promise<TrainStepDone> {
  const { prepared, trainer, banks, until, options } = run;
  const started = performance.now();
  const learningRate = prepared.schedule(batch.step);
  const { trainStep } = prepared;
  const metrics = runBatch({ trainStep, trainer, banks, seed: options.config.seed }, batch, learningRate);
  const step = batch.step + 1;
  if (!metrics.finite) throw await nonFiniteError(runFolder(options.out).nonFinite, { step, metrics, batch });
  run.step = step;
  const { total, terms, gradientNorm } = metrics;
  const done: TrainStepDone = {
    type: 'step',
    step,
    steps: until,
    total,
    terms,
    gradientNorm,
    learningRate,
    imagesPerSecond: speed.add(trainStep.layout.rows),
    waitMs: batch.waitMs,
    stepMs: performance.now() - started,
  };
  run.log.step(done);
  return done;
}

async function validate(run: Run): Promise<TrainValidated | undefined> {
  const { validation, trainer, step, options } = run;
  const { validation: config } = options.config;
  if (validation === undefined || config === undefined) return undefined;
  if (step % config.every !== 0 && step !== options.config.steps) return undefined;
  // Not to be interrupted: a step that was validated is saved with what came of it.
  const { rejects, ...rating } = await validation.rate((inputs) => trainer.embed(inputs));
  for (const reject of rejects) run.rejects.add(reject);
  const { monitor, earlyStop } = config;
  const value = monitored(rating, monitor);
  const { improved, ...progress } = judge(run, { step, value, monitor, minDelta: earlyStop?.minDelta });
  Object.assign(run, progress);
  const validated: TrainValidated = { type: 'validation', step, rating, value, improved };
  run.log.validation(validated);
  return validated;
}

function stopsEarly({ stale, options }: Pick<Run, 'stale' | 'options'>): boolean {
  const patience = options.config.validation?.earlyStop?.patience;
  return patience !== undefined && stale >= patience;
}

async function save(run: Run, validated: TrainValidated | undefined): Promise<string> {
  const { prepared, trainer, banks, options, step, best, stale, judgedBy, engine, rejects } = run;
  const { config, out } = options;
  const { checkpoints } = runFolder(out);
  const path = join(checkpoints, checkpointName(step));
  const { network, data } = prepared;
  const plain = JSON.parse(JSON.stringify(config)) as Record<string, unknown>;
  const state = trainer.read();
  try {
    await saveCheckpoint(path, {
      network,
      preprocessing: modelPreprocessing(config),
      provenance: { step, data, engine, config: plain, validation: validated?.rating ?? null },
      state,
      banks,
      run: { format: 'fairface-training', version: 1, step, config: plain, data, best, stale, judgedBy, engine },
    });
  } finally {
    tf.dispose(state);
  }
  await rejects.save();
  await keepLastAndBest(checkpoints, config.checkpoint.keepLast, best?.step);
  return path;
}
