import type * as tf from '@tensorflow/tfjs';
import { isVariable, VARIABLE } from '../definition';
import { shapeMessage } from '../graph/attributes';
import { DATA_TYPES, describeType, itemBytes } from '../graph/data-type';
import type { Graph } from '../graph/graph';
import type { VariableSlot } from '../recording';
import { type LeafKind, mapTree, type Tree } from '../tensor-tree';
import { TraceError } from '../trace-error';

/** A variable of the definition and what it is in the graph. */
export class DeclaredVariable {
  constructor(
    readonly tensor: tf.Tensor,
    readonly slot: VariableSlot,
  ) {}
}

export const DECLARED: LeafKind<DeclaredVariable> = {
  is: (node): node is DeclaredVariable => node instanceof DeclaredVariable,
  called: VARIABLE.called,
};

/** Gives every variable of a definition its nodes. */
export function declareVariables(graph: Graph, variables: unknown): Tree<DeclaredVariable> {
  const seen = new Set<tf.Tensor>();
  return mapTree(variables, VARIABLE, (tensor, path) => {
    if (isVariable(tensor) && seen.has(tensor)) {
      throw new TraceError(
        'wrong-input',
        `The variable '${tensor.name}' is listed twice, the second time as '${path}'.`,
      );
    }
    seen.add(tensor);
    return new DeclaredVariable(tensor, addVariable(graph, path, tensor));
  });
}

function addVariable(graph: Graph, path: string, { dtype, shape }: tf.TensorInfo): VariableSlot {
  if (itemBytes(dtype) === undefined) {
    throw new TraceError('unsupported', `The variable '${path}' is ${describeType({ dtype, shape })}.`, {
      next: 'Use float32, int32 or bool.',
    });
  }
  const type = { type: DATA_TYPES[dtype] };
  const shaped = { shape: { shape: shapeMessage(shape) } };
  const hint = `variable/${path}`;
  const handle = graph.add(hint, 'VarHandleOp', [], { dtype: type, ...shaped, shared_name: { s: Buffer.from(path) } });
  const value = graph.add(`${hint}/value`, 'ReadVariableOp', [handle], { dtype: type });
  const feed = graph.add(`${hint}/feed`, 'Placeholder', [], { dtype: type, ...shaped });
  // What is fed lies in V8's memory, which must not become the variable's own buffer: it outlives the feed.
  const copy = graph.add(`${hint}/copy`, 'DeepCopy', [feed], { T: type });
  const assign = graph.add(`${hint}/write`, 'AssignVariableOp', [handle, copy], { dtype: type });
  return { path, dtype, shape, handle, value, feed, assign };
}
