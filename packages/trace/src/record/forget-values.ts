import type * as tf from '@tensorflow/tfjs';
import type { NodeBackend } from '../node-backend';

/** Tensors up to this size keep their values: forgetting them would save nothing. */
const SMALL_BYTES = 65_536;

/**
 * Frees the memory of what operations gave, as nothing may read it while a step is recorded: an eager run on its own would
 * hold all activations at once. A freed tensor that is used again is zeros.
 *
 * @returns to be called after every operation with its inputs and outputs
 */
export function forgetValues(
  backend: NodeBackend,
): (inputs: readonly tf.TensorInfo[], outputs: readonly tf.TensorInfo[]) => void {
  const given = new WeakSet<object>();
  const zeros = sharedZeros();
  return (inputs, outputs) => {
    for (const { dataId } of outputs) given.add(dataId);
    for (const { dataId, dtype, shape } of [...inputs, ...outputs]) {
      const held = given.has(dataId) && backend.tensorMap.has(dataId) ? backend.tensorMap.get(dataId) : undefined;
      const values = zeros(dtype, shape);
      if (held === undefined || held.id < 0 || values === undefined) continue;
      backend.binding.deleteTensor(held.id);
      // tfjs-node makes a tensor of such values when an operation wants it.
      held.id = -1;
      held.values = values;
    }
  };
}

/** Zeros of any shape, all of them views of one buffer; none for small tensors and for indices. */
function sharedZeros(): (dtype: string, shape: readonly number[]) => Float32Array | Uint8Array | undefined {
  let buffer = new ArrayBuffer(0);
  return (dtype, shape) => {
    if (dtype !== 'float32' && dtype !== 'bool') return undefined;
    const size = shape.reduce((product, count) => product * count, 1);
    const bytes = dtype === 'float32' ? size * 4 : size;
    if (bytes <= SMALL_BYTES) return undefined;
    if (buffer.byteLength < bytes) buffer = new ArrayBuffer(Math.max(bytes, 2 * buffer.byteLength));
    return dtype === 'float32' ? new Float32Array(buffer, 0, size) : new Uint8Array(buffer, 0, size);
  };
}
