import * as tf from '@tensorflow/tfjs';
import { isSpec, type TensorSpec } from '../definition';
import { shapeMessage } from '../graph/attributes';
import { DATA_TYPES, describeType, itemBytes } from '../graph/data-type';
import type { Feed } from '../recording';
import { mapTree, type Tree } from '../tensor-tree';
import { TraceError } from '../trace-error';
import type { Recorder } from './recorder';

export interface BoundInputs {
  /** Zeros, for the eager run. */
  readonly tensors: Tree<tf.Tensor>;
  readonly feeds: Map<string, Feed>;
}

/** A placeholder and a tensor for every input. */
export function bindInputs(recorder: Recorder, specs: unknown): BoundInputs {
  const { name, graph } = recorder.options;
  const feeds = new Map<string, Feed>();
  const tensors = mapTree(specs, { is: isSpec, called: `the specification of an input of '${name}'` }, (spec, path) => {
    const { dtype = 'float32', shape } = spec;
    checkSpec(name, path, { dtype, shape });
    const type = { type: DATA_TYPES[dtype] };
    const node = graph.add(`${name}/input/${path}`, 'Placeholder', [], {
      dtype: type,
      shape: { shape: shapeMessage(shape) },
    });
    // What is fed lies in V8's memory. Copied, it cannot become the buffer of a variable, which outlives it.
    const copy = graph.add(`${name}/input/${path}/copy`, 'DeepCopy', [node], { T: type });
    const tensor = tf.zeros([...shape], dtype);
    recorder.bind(tensor, copy, `the input '${path}'`);
    feeds.set(path, { node, dtype, shape });
    return tensor;
  });
  return { tensors, feeds };
}

function checkSpec(name: string, path: string, { dtype, shape }: Required<TensorSpec>): void {
  const found = describeType({ dtype, shape });
  if (itemBytes(dtype) === undefined) {
    throw new TraceError('unsupported', `The input '${path}' of '${name}' is ${found}.`, {
      next: 'Use float32, int32 or bool.',
    });
  }
  if (shape.every((size) => Number.isInteger(size) && size >= 0)) return;
  throw new TraceError(
    'wrong-input',
    `The input '${path}' of '${name}' is ${found}, and shapes are fixed in a graph.`,
    {
      next: 'Give every size; record one function for each shape you need.',
    },
  );
}
