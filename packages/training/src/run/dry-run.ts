import { streamBatches, type TrainBatch } from '@fairface/data';
import type { Reject } from '@fairface/io';
import { countParameters, estimateMemory } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { TrainConfig } from '../config/load-train-config';
import { openTrainer } from '../step/open-trainer';
import { stepInputs } from '../step/step-inputs';
import type { StepMetrics } from '../step/train-state';
import { openValidation } from '../validate/open-validation';
import { prepareTraining } from './prepare-training';

/** What a training would be. */
export interface DryRun {
  config: TrainConfig;
  /** Numbers of the network: those that steps change, and all. */
  parameters: { trainable: number; total: number };
  /** Numbers in class weights. */
  classWeights: number;
  /** Images and people of each branch, pairs of each group. */
  data: Record<string, { items: number; classes: number }>;
  /** Images of branches and pairs that a step takes. */
  images: number;
  /** An estimate, in bytes: parameters, gradients, velocities and activations; without the engine itself. */
  memory: number;
  /** The first step, which includes what an engine does once, milliseconds. */
  firstStepMs: number;
  /** The second one. */
  stepMs: number;
  /** How long the second step waited for its batch. */
  waitMs: number;
  /** The loss of the first step, and its weighted terms. */
  total: number;
  terms: Readonly<Record<string, number>>;
  validation: { images: number; pairs: number } | null;
  rejects: Reject[];
  /** What is worth a word, for a person. */
  notes: string[];
}

/**
 * Loads everything, does two steps and forgets them; nothing is written.
 *
 * @throws InputError as {@link prepareTraining}.
 */
export async function dryRun(
  config: TrainConfig,
  { traced = false, workers }: { traced?: boolean; workers?: number } = {},
): Promise<DryRun> {
  const prepared = await prepareTraining(config, workers);
  const { network, trainStep, schedule, plan, data } = prepared;
  const validation = await openValidation(prepared, workers);
  const { state, notes } = await prepared.initialise();
  const classWeights = Object.values(state.heads).reduce((sum, { size }) => sum + size, 0);
  const trainer = await openTrainer({ trainStep, state, traced }).finally(() => tf.dispose(state));
  const rejects: Reject[] = [...(validation?.rejects ?? [])];
  const steps: { metrics: StepMetrics; ms: number; waitMs: number }[] = [];
  const step = (batch: TrainBatch): void => {
    const started = performance.now();
    const inputs = stepInputs(trainStep, batch, schedule(batch.step));
    const metrics = trainer.run(inputs);
    tf.dispose(inputs);
    steps.push({ metrics, ms: performance.now() - started, waitMs: batch.waitMs });
  };
  try {
    for await (const event of streamBatches({ ...plan, toStep: 2 })) {
      if (event.type === 'batch') step(event.batch);
      else rejects.push({ item: event.item, reason: event.reason, detail: event.detail });
    }
  } finally {
    trainer.dispose();
  }
  const [first, second] = steps;
  if (first === undefined || second === undefined) throw new Error('expected two steps');
  const images = trainStep.layout.rows;
  const FLOAT = 4;
  return {
    config,
    parameters: countParameters(network),
    classWeights,
    data: Object.fromEntries(Object.entries(data).map(([name, { items, classes }]) => [name, { items, classes }])),
    images,
    // Class weights have a gradient and a velocity too.
    memory:
      estimateMemory(network, Math.ceil(images / config.accumulate), { training: true, recompute: config.recompute }) +
      3 * FLOAT * classWeights,
    firstStepMs: first.ms,
    stepMs: second.ms,
    waitMs: second.waitMs,
    total: first.metrics.total,
    terms: first.metrics.terms,
    validation: validation === undefined ? null : { images: validation.images, pairs: validation.pairs },
    rejects,
    notes,
  };
}
