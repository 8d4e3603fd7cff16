import * as tf from '@tensorflow/tfjs';
import {
  type InputsOf,
  isTensor,
  isVariable,
  type TensorTree,
  type TraceDefinition,
  type TracedFunctions,
  VARIABLE,
} from './definition';
import { holdVariables } from './record/hold-variables';
import { flattenTree, mapTree } from './tensor-tree';
import { trace } from './trace';
import { TraceError } from './trace-error';

/** One call to make both ways. */
export type TracedCall<Functions extends TracedFunctions> = {
  [Name in keyof Functions & string]: { readonly name: Name; readonly inputs: InputsOf<Functions[Name]> };
}[keyof Functions & string];

export interface TraceComparison {
  /** Largest absolute difference; Infinity where a value is NaN in one of them only. */
  readonly largest: number;
  /** Where it is: `call 2 of train: loss` or `variable weights`. */
  readonly where: string;
  /** Every output of every call and, at the end, every variable. */
  readonly differences: ReadonlyMap<string, number>;
}

/**
 * Makes the same calls traced and eagerly, each from the definition's variables on, and compares all numbers. Two
 * calls with different data are the least that shows whether something was baked into the graph.
 *
 * The definition's tensors and variables are as before when it returns.
 *
 * @throws TraceError as `trace`.
 */
export async function compareTraced<Variables extends TensorTree, Functions extends TracedFunctions<Variables>>(
  definition: TraceDefinition<Variables, Functions>,
  calls: readonly TracedCall<Functions>[],
): Promise<TraceComparison> {
  const traced = await runTraced(definition, calls);
  const eager = runEagerly(definition, calls);
  const differences = new Map(
    [...eager].map(([where, values]) => [where, difference(values, traced.get(where) ?? [])]),
  );
  const [where, largest] = [...differences].reduce(
    (worst, next) => (next[1] > worst[1] ? next : worst),
    ['nowhere', 0],
  );
  return { largest, where, differences };
}

type Numbers = ArrayLike<number>;

async function runTraced<Variables extends TensorTree, Functions extends TracedFunctions<Variables>>(
  definition: TraceDefinition<Variables, Functions>,
  calls: readonly TracedCall<Functions>[],
): Promise<Map<string, Numbers>> {
  const session = await trace(definition);
  const numbers = new Map<string, Numbers>();
  tf.engine().startScope('compareTraced');
  try {
    calls.forEach(({ name, inputs }, i) => note(numbers, `call ${i + 1} of ${name}:`, session.run(name, inputs)));
    note(numbers, 'variable', session.read());
    return numbers;
  } finally {
    tf.engine().endScope();
    session.dispose();
  }
}

function runEagerly<Variables extends TensorTree, Functions extends TracedFunctions<Variables>>(
  { variables, functions }: TraceDefinition<Variables, Functions>,
  calls: readonly TracedCall<Functions>[],
): Map<string, Numbers> {
  const numbers = new Map<string, Numbers>();
  const held = holdVariables();
  tf.engine().startScope('compareTraced');
  try {
    const current = flattenTree<tf.Tensor>(variables, VARIABLE);
    calls.forEach(({ name, inputs }, i) => {
      const given = mapTree(variables, VARIABLE, (_, path) => current.get(path));
      const result = functions[name]?.step(inputs as never, given as Variables);
      if (result === undefined) throw new TraceError('wrong-input', `There is no function '${name}'.`);
      note(numbers, `call ${i + 1} of ${name}:`, result.outputs);
      for (const [path, value] of flattenTree(result.variables ?? {}, VARIABLE)) {
        const before = current.get(path);
        if (before !== undefined && isVariable(before)) before.assign(value);
        else current.set(path, value);
      }
    });
    note(
      numbers,
      'variable',
      mapTree(variables, VARIABLE, (_, path) => current.get(path)),
    );
    return numbers;
  } finally {
    tf.engine().endScope();
    held.restore();
  }
}

function note(numbers: Map<string, Numbers>, prefix: string, tree: unknown): void {
  for (const [path, tensor] of flattenTree(tree, { is: isTensor, called: 'a tensor' })) {
    numbers.set(`${prefix} ${path}`, tensor.dataSync().slice());
  }
}

function difference(eager: Numbers, traced: Numbers): number {
  if (eager.length !== traced.length) return Infinity;
  return Array.from(eager).reduce((worst, value, i) => {
    const other = traced[i] ?? NaN;
    if (Object.is(value, other) || value === other) return worst;
    const apart = Math.abs(value - other);
    return Number.isNaN(apart) ? Infinity : Math.max(worst, apart);
  }, 0);
}
