import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import { sharedCopy } from '../read/shared-copy';
import type { ScoredPairs } from '../read/verification-data';
import { isAscending, sortRecords } from './sort-scores';

/** The pairs in rising order of their scores, as new columns; the same columns where they are in that order already. */
export function sortPairs(pairs: ScoredPairs): ScoredPairs {
  if (isAscending(pairs.score)) return pairs;
  const { length } = pairs;
  return withKernels((kernels) => {
    const { run } = kernels;
    const { records, sorted } = sortRecords(kernels, pairs.score);
    const images = (column: Int32Array): Int32Array =>
      kernels.within(() => {
        const taken = takeInOrder(kernels, column, records, run.takeWords);
        return sharedCopy(kernels.integers(taken, length));
      });
    return {
      length,
      left: images(pairs.left),
      right: images(pairs.right),
      score: sharedCopy(kernels.doubles(sorted, length)),
      genuine: sharedCopy(kernels.bytes(takeInOrder(kernels, pairs.genuine, records, run.takeBytes), length)),
    };
  });
}

/** The address of a column in the order of the records; `take` takes values of its size. */
function takeInOrder(
  kernels: KernelMemory,
  column: Int32Array | Uint8Array,
  records: number,
  take: (column: number, records: number, from: number, to: number, taken: number) => void,
): number {
  const [placed, taken] = [kernels.place(column), kernels.room(column.byteLength)];
  inBlocks(kernels, column.length, (from, to) => take(placed, records, from, to, taken));
  return taken;
}
