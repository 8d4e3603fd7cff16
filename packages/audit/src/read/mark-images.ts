import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';

/** Sets a 1 for every image of a column. */
export function markImages(images: Int32Array, marks: Uint8Array): void {
  withKernels((kernels) => {
    const placed = kernels.place(marks);
    inBlocks(kernels, images.length, (from, to) => {
      kernels.run.markImages(kernels.place(images.subarray(from, to)), to - from, placed);
    });
    marks.set(kernels.bytes(placed, marks.length));
  });
}
