import type * as tf from '@tensorflow/tfjs';
import { isVariable } from '../definition';
import { DATA_TYPES } from '../graph/data-type';
import type { VariableSlot } from '../recording';
import { mapTree, type Tree } from '../tensor-tree';
import { DECLARED, type DeclaredVariable } from './declare-variables';
import type { Recorder } from './recorder';

/** A variable in one function. */
export interface BoundVariable {
  /** The definition's. */
  readonly tensor: tf.Tensor;
  readonly slot: VariableSlot;
  /** The one node of the function that reads it, so that an assignment can wait for it. */
  readonly read: string;
}

export interface BoundVariables {
  /** What the step is given. */
  readonly tensors: Tree<tf.Tensor>;
  readonly byPath: ReadonlyMap<string, BoundVariable>;
}

/** A read for every variable. */
export function bindVariables(recorder: Recorder, variables: Tree<DeclaredVariable>): BoundVariables {
  const { name, graph, backend } = recorder.options;
  const byPath = new Map<string, BoundVariable>();
  const tensors = mapTree(variables, DECLARED, ({ tensor, slot }, path) => {
    const type = DATA_TYPES[tensor.dtype];
    const read = graph.add(`${name}/read/${path}`, 'ReadVariableOp', [slot.handle], { dtype: { type } });
    byPath.set(path, { tensor, slot, read });
    // A handle of its own, without a copy: leaves that share their data are different variables.
    const attribute = { name: 'T', type: Number(backend.binding.TF_ATTR_TYPE), value: type };
    const own = backend.executeSingleOutput('Identity', [attribute], [tensor]);
    recorder.bind(own, read, `the variable '${path}'`);
    if (!isVariable(tensor)) return own;
    tensor.assign(own);
    return tensor;
  });
  return { tensors, byPath };
}
