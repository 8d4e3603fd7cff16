import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import { sharedMemory } from '../read/shared-memory';
import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sharedDoubles, sortRecords } from './sort-scores';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const { length } = pairs;
  return withKernels((kernels) => {
    const { records, sorted } = sortRecords(kernels, pairs.score);
    return {
      length,
      left: takeImages(kernels, pairs.left, records),
      right: takeImages(kernels, pairs.right, records),
      score: sharedDoubles(kernels, sorted, length),
      genuine: takeFlags(kernels, pairs.genuine, records),
    };
  });
}

function takeImages(kernels: KernelMemory, images: Int32Array, records: number): Int32Array {
  return kernels.within(() => {
    const column = kernels.place(images);
    const taken = kernels.room(images.byteLength);
    inBlocks(kernels, images.length, (from, to) => kernels.run.takeWords(column, records, from, to, taken));
    const shared = new Int32Array(sharedMemory(images.byteLength));
    shared.set(kernels.integers(taken, images.length));
    return shared;
  });
}

function takeFlags(kernels: KernelMemory, flags: Uint8Array, records: number): Uint8Array {
  return kernels.within(() => {
    const column = kernels.place(flags);
    const taken = kernels.room(flags.length);
    inBlocks(kernels, flags.length, (from, to) => kernels.run.takeBytes(column, records, from, to, taken));
    const shared = new Uint8Array(sharedMemory(flags.length));
    shared.set(kernels.bytes(taken, flags.length));
    return shared;
  });
}
