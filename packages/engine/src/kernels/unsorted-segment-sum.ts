import * as tf from '@tensorflow/tfjs';

/**
 * Sums rows by segment: out[s] = sum of x[i] where segmentIds[i] = s. The gradient of `tf.gather`, which the wasm
 * engine lacks. Ids outside [0, numSegments) are left out, as in TensorFlow.
 *
 * @param x - [N, ...rest]
 * @param segmentIds - [N], int32
 * @returns [numSegments, ...rest]
 */
export function unsortedSegmentSum(x: tf.Tensor, segmentIds: tf.Tensor1D, numSegments: number): tf.Tensor {
  const shape = [numSegments, ...x.shape.slice(1)];
  const values = x.dataSync();
  const ids = segmentIds.dataSync();
  const width = tf.util.sizeFromShape(shape.slice(1));
  const sums = tf.util.getTypedArrayFromDType(x.dtype === 'int32' ? 'int32' : 'float32', numSegments * width);
  ids.forEach((segment, row) => {
    if (segment < 0 || segment >= numSegments) return;
    for (let i = 0; i < width; i++) {
      const at = segment * width + i;
      sums[at] = (sums[at] ?? 0) + (values[row * width + i] ?? 0);
    }
  });
  return tf.tensor(sums, shape, x.dtype);
}

/** {@link unsortedSegmentSum} as a kernel of the wasm engine. */
export const unsortedSegmentSumKernel: tf.KernelConfig = {
  kernelName: 'UnsortedSegmentSum',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { numSegments } = attrs as unknown as { numSegments: number };
    return unsortedSegmentSum(inputs.x as tf.Tensor, inputs.segmentIds as tf.Tensor1D, numSegments);
  },
};
