import { streamBatches, type TrainBatch } from '@fairface/data';
import type { Reject } from '@fairface/io';
import { countParameters, estimateMemory } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { TrainConfig } from '../config/load-train-config';
import { runBatch } from '../sampled/run-batch';
import { openTrainer } from '../step/open-trainer';
import type { ClassBanks } from '../sampled/class-banks';
import type { StepMetrics, TrainState } from '../step/train-state';
import type { TrainStep } from '../step/train-step';
import { openValidation } from '../validate/open-validation';
import { prepareTraining } from './prepare-training';

/** What a training would be. */
export interface DryRun {
  config: TrainConfig;
  /** Numbers of the network: those that steps change, and all. */
  parameters: { trainable: number; total: number };
  /** Numbers in class weights. */
  classWeights: number;
  /** Classes that a step sees, of branches that sample them. */
  sampled: Record<string, { seen: number; classes: number }>;
  /** Images and people of each branch, pairs of each group. */
  data: Record<string, { items: number; classes: number }>;
  /** Images of branches and pairs that a step takes. */
  images: number;
  /** An estimate, in bytes: parameters, gradients, the optimiser's state and activations; without the engine itself. */
  memory: number;
  /** Of class weights that are sampled, and the optimiser's state of them: in memory besides, in bytes. */
  bankMemory: number;
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
  const { state, banks, notes } = await prepared.initialise();
  const heads = headSizes(state, trainStep, banks);
  const trainer = await openTrainer({ trainStep, state, traced }).finally(() => tf.dispose(state));
  const rejects: Reject[] = [...(validation?.rejects ?? [])];
  const steps: { metrics: StepMetrics; ms: number; waitMs: number }[] = [];
  const step = (batch: TrainBatch): void => {
    const started = performance.now();
    const metrics = runBatch({ trainStep, trainer, banks, seed: config.seed }, batch, schedule(batch.step));
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
  return {
    config,
    parameters: countParameters(network),
    classWeights: heads.numbers,
    sampled: banks.sizes,
    data: Object.fromEntries(Object.entries(data).map(([name, { items, classes }]) => [name, { items, classes }])),
    images,
    memory:
      estimateMemory(network, Math.ceil(images / config.accumulate), { training: true, recompute: config.recompute }) +
      heads.stepBytes,
    bankMemory: heads.bankBytes,
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

const FLOAT = 4;

/** Numbers in class weights, what a step needs for them, and what lies in banks. */
function headSizes(
  { heads, optimiser }: TrainState,
  { inputSpecs: { sampled } }: TrainStep,
  banks: ClassBanks,
): { numbers: number; stepBytes: number; bankBytes: number } {
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  const held = Object.values(heads).map(({ size }) => size);
  const slots = Object.entries(optimiser).map(([name, { size }]) => (name.includes('/heads/') ? size : 0));
  const fed = Object.values({ ...sampled.heads, ...sampled.optimiser }).map(({ shape }) => sizeOf(shape));
  const seen = Object.values(sampled.heads).map(({ shape }) => sizeOf(shape));
  const inBanks = [...banks.tensors()].map(([name, { data }]) => ({ name, size: data.length }));
  return {
    numbers: sum([...held, ...inBanks.filter(({ name }) => name.startsWith('heads/')).map(({ size }) => size)]),
    // Weights with a gradient and the optimiser's state; rows that are fed come out anew.
    stepBytes: FLOAT * (2 * sum(held) + sum(slots) + 2 * sum(fed) + sum(seen)),
    bankBytes: FLOAT * sum(inBanks.map(({ size }) => size)),
  };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
