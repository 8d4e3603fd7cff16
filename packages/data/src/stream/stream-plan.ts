import type { Preprocessing, Shard } from '@fairface/features';
import type { AugmentationOptions } from '../augment/augmentation';
import type { PairSource } from '../pairs/load-pairs';
import type { Sampling } from '../sample/sampling';
import type { Source } from '../source/source';

/** A branch of every batch. */
export interface BranchPlan {
  name: string;
  source: Source;
  /** Items of one step, of one process. */
  batch: number;
  /** @default 'epoch' */
  sampling?: Sampling;
  /** @default 'light' */
  augment?: AugmentationOptions;
}

/** Pairs of every batch. */
export interface PairPlan {
  /** The group that they belong to. */
  group: string;
  pairs: PairSource;
  /** Pairs of one step, of one process. */
  batch: number;
  /** @default 'light' */
  augment?: AugmentationOptions;
}

/** What is streamed, and how. */
export interface StreamPlan {
  branches: readonly BranchPlan[];
  /** @default [] */
  pairs?: readonly PairPlan[];
  /** How the network's input is made of a crop; needed for images. */
  preprocessing?: Preprocessing;
  /**
   * For features `[D]`: what a dropped value is set to.
   * @default 0
   */
  centre?: Float32Array;
  seed: number;
  /**
   * The first step.
   * @default 0
   */
  fromStep?: number;
  /**
   * The step behind the last.
   * @default Infinity
   */
  toStep?: number;
  /**
   * Which of several processes this is, counted from 1.
   * @default { index: 1, count: 1 }
   */
  shard?: Shard;
  /**
   * Worker threads; for images alone.
   * @default the number of processors
   */
  workers?: number;
  /**
   * Batches that are made ahead.
   * @default 2
   */
  prefetch?: number;
}
