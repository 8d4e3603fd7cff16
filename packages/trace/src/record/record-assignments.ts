import type * as tf from '@tensorflow/tfjs';
import { isTensor, isVariable, type StepResult } from '../definition';
import { DATA_TYPES, describeType } from '../graph/data-type';
import type { GraphNode } from '../graph/graph';
import { flattenTree } from '../tensor-tree';
import { TraceError } from '../trace-error';
import type { BoundVariable } from './bind-variables';
import type { Recorder } from './recorder';

export interface Assignments {
  /** Nodes that give the variables their new values. */
  readonly nodes: readonly string[];
  /** Variables that get one. */
  readonly paths: readonly string[];
}

/** New values for the variables that the step returned or assigned to; each waits until its variable has been read. */
export function recordAssignments(
  recorder: Recorder,
  { variables }: StepResult,
  bound: ReadonlyMap<string, BoundVariable>,
): Assignments {
  const { name, graph } = recorder.options;
  const values = newValues(name, variables, bound);
  const byRead = new Map([...bound.values()].map((variable) => [variable.read, variable]));
  const nodes: string[] = [];
  const done = new Set<BoundVariable>();
  const add = (op: string, targets: BoundVariable[], inputs: string[], attributes: GraphNode['attributes']): void => {
    const handles = targets.map(({ slot }) => slot.handle);
    const afterReads = targets.map(({ read }) => `^${read}`);
    nodes.push(graph.add(`${name}/assign`, op, [...handles, ...inputs, ...afterReads], attributes));
    for (const target of targets) done.add(target);
  };
  for (const { variable, value } of values.values()) {
    const update = recorder.momentumUpdate(value);
    const velocity = update && byRead.get(update.velocity);
    if (update === undefined || velocity === undefined || update.variable !== variable.read) continue;
    if (values.get(velocity.slot.path)?.value.dataId !== update.newVelocity) continue;
    const { learningRate, gradient, momentum } = update;
    add('ResourceApplyMomentum', [variable, velocity], [learningRate, gradient, momentum], {
      T: { type: DATA_TYPES.float32 },
      use_locking: { b: false },
      use_nesterov: { b: false },
    });
  }
  for (const { variable, value } of values.values()) {
    const source = recorder.reference(value);
    if (done.has(variable) || source === variable.read) continue;
    add('AssignVariableOp', [variable], [source], { dtype: { type: DATA_TYPES[value.dtype] } });
  }
  return { nodes, paths: [...bound].filter(([, variable]) => done.has(variable)).map(([path]) => path) };
}

interface NewValue {
  readonly variable: BoundVariable;
  readonly value: tf.Tensor;
}

/** What was returned, and for tf.Variables that were not returned what was assigned to them. */
function newValues(
  name: string,
  returned: unknown,
  bound: ReadonlyMap<string, BoundVariable>,
): ReadonlyMap<string, NewValue> {
  const values = new Map<string, NewValue>();
  for (const [path, variable] of bound) {
    if (isVariable(variable.tensor)) values.set(path, { variable, value: variable.tensor });
  }
  const kind = { is: isTensor, called: `a tensor among the new variables of '${name}'` };
  for (const [path, value] of flattenTree(returned ?? {}, kind)) {
    const variable = bound.get(path);
    if (variable === undefined) {
      throw new TraceError('wrong-result', `'${name}' returned a new value for '${path}', which is no variable.`, {
        next: `The variables are ${[...bound.keys()].join(', ')}.`,
      });
    }
    const [expected, found] = [describeType(variable.slot), describeType(value)];
    if (expected !== found) {
      throw new TraceError(
        'wrong-result',
        `'${name}' returned ${found} for the variable '${path}', which is ${expected}.`,
      );
    }
    values.set(path, { variable, value });
  }
  return values;
}
