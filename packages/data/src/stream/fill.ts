import type { Preprocessing } from '@fairface/features';
import type { Augmentation } from '../augment/augmentation';
import type { ItemReference } from '../source/source';

/** One input to make. */
export interface FillTask {
  reference: ItemReference;
  /** Number of the feed, for its augmentation. */
  feed: number;
  /** Name of the feed's side among the random streams. */
  branch: string;
  step: number;
  /** Number of the row in the feed's batch of all processes. */
  row: number;
  /** Place of the input in the batch. */
  slot: number;
}

/** An input that could not be made, and why. */
export interface Failure {
  slot: number;
  reason: string;
  detail: string;
}

/** What all tasks share. */
export interface FillSettings {
  seed: number;
  /** Of every feed. */
  augmentations: readonly Augmentation[];
  /** For images. */
  preprocessing?: Preprocessing;
}

/** Makes the inputs of batches. */
export interface Filler {
  /** Memory for a batch. */
  allocate(): Uint8Array | Float32Array;
  /** Makes inputs in their slots of `batch`; gives those that failed. */
  fill(tasks: readonly FillTask[], batch: Uint8Array | Float32Array): Promise<Failure[]>;
  close(): Promise<void>;
}
