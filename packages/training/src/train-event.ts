import type { JobReject } from '@fairface/io';
import type { PairRating } from './validate/rate-pairs';

/** The run begins or goes on. */
export interface TrainStart {
  type: 'start';
  /** Steps done before. */
  step: number;
  /** Steps at its end. */
  steps: number;
  /** Whether it goes on from a checkpoint. */
  resumed: boolean;
  /** Whether the step runs as one graph. */
  traced: boolean;
  /** What is worth a word, for a person. */
  notes: string[];
}

/** A step is done. */
export interface TrainStepDone {
  type: 'step';
  /** Steps done, from 1. */
  step: number;
  steps: number;
  /** The loss before the step, and its weighted terms. */
  total: number;
  terms: Readonly<Record<string, number>>;
  gradientNorm: number;
  learningRate: number;
  /** Images of branches and pairs a second, over the last steps. */
  imagesPerSecond: number;
  /** How long the step waited for its batch, and how long it computed, milliseconds. */
  waitMs: number;
  stepMs: number;
}

/** The network was validated. */
export interface TrainValidated {
  type: 'validation';
  step: number;
  rating: PairRating;
  /** What `validation.monitor` names; `null` where it has no value. */
  value: number | null;
  /** Whether it is the best so far. */
  improved: boolean;
}

/** A checkpoint is on the disk. */
export interface TrainSaved {
  type: 'checkpoint';
  step: number;
  path: string;
}

/** What a training yields while it runs. */
export type TrainEvent = TrainStart | TrainStepDone | TrainValidated | TrainSaved | JobReject;

/** What a training leaves. */
export interface TrainSummary {
  /** Steps done in all. */
  steps: number;
  /** Steps done by this call. */
  trained: number;
  /** Why it ended. */
  ended: 'steps' | 'early-stop';
  /** The loss of the last step; `null` where none was done. */
  total: number | null;
  best: { step: number; value: number } | null;
  /** The best checkpoint; where nothing was validated the last one. */
  checkpoint: string;
  /** Inputs that were left out, by reason. */
  reasons: Record<string, number>;
  rejected: number;
}
