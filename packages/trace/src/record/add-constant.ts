import type * as tf from '@tensorflow/tfjs';
import { DATA_TYPES, describeType, itemBytes } from '../graph/data-type';
import type { GraphConstant } from '../graph/graph';
import type { Recorder } from './recorder';

/** From this size on a tensor of one repeated value is a Fill, so that it takes no room in the graph. */
const FILL_BYTES = 1024;

/** A node for a tensor that was made in JavaScript. */
export function addConstant(recorder: Recorder, tensor: tf.TensorInfo): string {
  const { name, graph, backend, maxConstantBytes } = recorder.options;
  const { dtype, shape } = tensor;
  const type = describeType(tensor);
  if (!isConstantType(dtype)) {
    const next = 'Use float32, int32 or bool.';
    throw recorder.refuse('unsupported', `${type} made in JavaScript cannot be a constant.`, next);
  }
  const values = backend.readSync(tensor.dataId);
  const bytes = values.length * (itemBytes(dtype) ?? 0);
  const hint = `${name}/constant`;
  if (bytes >= FILL_BYTES && values.every((value) => value === values[0])) {
    const sizes = graph.constant(hint, { dtype: 'int32', shape: [shape.length] }, content(Int32Array.from(shape)));
    const value = graph.constant(hint, { dtype, shape: [] }, content(values.slice(0, 1)));
    const attributes = { T: { type: DATA_TYPES[dtype] }, index_type: { type: DATA_TYPES.int32 } };
    return graph.add(`${name}/Fill`, 'Fill', [sizes, value], attributes);
  }
  if (bytes > maxConstantBytes) {
    throw recorder.refuse(
      'large-constant',
      `${type} made in JavaScript is ${bytes} bytes, and would be copied into the graph (maxConstantBytes is ${maxConstantBytes}).`,
      'Feed it as an input, keep it as a variable, or raise maxConstantBytes.',
    );
  }
  return graph.constant(hint, { dtype, shape }, content(values));
}

/** The bytes as they are now: the array may be the caller's. */
function content({ buffer, byteOffset, byteLength }: tf.TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

function isConstantType(dtype: string): dtype is GraphConstant['dtype'] {
  return itemBytes(dtype) !== undefined;
}
