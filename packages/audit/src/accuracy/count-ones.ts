import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';

/** How many of the flags are 1; the others are 0. */
export function countOnes(flags: Uint8Array): number {
  return withKernels((kernels) => {
    let count = 0;
    inBlocks(kernels, flags.length, (from, to) => {
      count += kernels.run.countOnes(kernels.place(flags.subarray(from, to)), to - from);
    });
    return count;
  });
}
