import { augmentFeatures } from '../augment/augment-features';
import type { Filler, FillSettings } from './fill';

export interface VectorFillerOptions extends FillSettings {
  /** Inputs in a batch. */
  slots: number;
  dimension: number;
  centre?: Float32Array;
}

/** Fills batches with feature vectors, on this thread: they are in memory, so that there is nothing to wait for. */
export function openVectorFiller({ slots, dimension, seed, augmentations, centre }: VectorFillerOptions): Filler {
  return {
    allocate: () => new Float32Array(slots * dimension),
    fill: (tasks, batch) => {
      for (const { reference, feed, branch, step, row, slot } of tasks) {
        if (!('vector' in reference)) throw new TypeError('expected a feature vector; found an image');
        const to = (batch as Float32Array).subarray(slot * dimension, (slot + 1) * dimension);
        const augmentation = augmentations[feed];
        if (augmentation === undefined) throw new RangeError(`feed ${feed} has no augmentation`);
        augmentFeatures(reference, to, augmentation, { seed, step, branch, slot: row }, centre);
      }
      return Promise.resolve([]);
    },
    close: () => Promise.resolve(),
  };
}
