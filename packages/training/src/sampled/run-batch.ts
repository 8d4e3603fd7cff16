import * as tf from '@tensorflow/tfjs';
import { type BatchData, stepInputs } from '../step/step-inputs';
import type { StepMetrics } from '../step/train-state';
import type { Trainer } from '../step/trainer';
import type { TrainStep } from '../step/train-step';
import type { ClassBanks } from './class-banks';

export interface BatchRun {
  readonly trainStep: TrainStep;
  readonly trainer: Trainer;
  readonly banks: ClassBanks;
  /** Of the training. */
  readonly seed: number;
}

/** One step on a batch: draws the classes that it sees, runs it, and keeps what it made of them. */
export function runBatch(
  { trainStep, trainer, banks, seed }: BatchRun,
  batch: BatchData & { readonly step: number },
  learningRate: number,
): StepMetrics {
  const labels = Object.entries(batch.branches).map(([name, branch]) => [name, branch.labels] as const);
  const draw = banks.draw(seed, batch.step, Object.fromEntries(labels));
  const inputs = stepInputs(trainStep, batch, learningRate, draw);
  try {
    const { sampled, ...metrics } = trainer.run(inputs);
    banks.keep(draw, sampled);
    return metrics;
  } finally {
    tf.dispose(inputs);
  }
}
