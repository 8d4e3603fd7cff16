import * as tf from '@tensorflow/tfjs';
import { isTensor, type StepResult, type TracedFunction } from '../definition';
import { DATA_TYPES } from '../graph/data-type';
import type { RecordedFunction } from '../recording';
import { mapTree, type Tree } from '../tensor-tree';
import { TraceError } from '../trace-error';
import { bindInputs } from './bind-inputs';
import { type BoundVariable, bindVariables } from './bind-variables';
import type { DeclaredVariable } from './declare-variables';
import { type HeldVariables, holdVariables } from './hold-variables';
import { recordAssignments } from './record-assignments';
import { Recorder, type RecorderOptions } from './recorder';
import { withHooks } from './with-hooks';

/**
 * Runs a function once, eagerly, and records it. The caller's tensors and variables are as before when it returns.
 */
export function recordFunction(
  options: RecorderOptions,
  { inputs, step }: TracedFunction,
  variables: Tree<DeclaredVariable>,
): RecordedFunction {
  const recorder = new Recorder(options);
  const held = holdVariables();
  try {
    return tidied(() => {
      const fed = bindInputs(recorder, inputs);
      const bound = bindVariables(recorder, variables);
      const result = callStep(recorder, () => step(fed.tensors as never, bound.tensors as never));
      checkVariables(recorder, held, bound.byPath);
      const assignments = recordAssignments(recorder, result, bound.byPath);
      const { fetches, outputs } = recordOutputs(recorder, result, assignments.nodes);
      return { feeds: fed.feeds, fetches, outputs, assigned: assignments.paths };
    });
  } finally {
    held.restore();
  }
}

/** `tf.tidy` for a result that holds no tensors. */
function tidied<T>(run: () => T): T {
  const engine = tf.engine();
  engine.startScope('trace');
  try {
    return run();
  } finally {
    engine.endScope();
  }
}

function callStep(recorder: Recorder, run: () => unknown): StepResult {
  const { backend, name } = recorder.options;
  let result: unknown;
  try {
    result = withHooks(backend, recorder, run);
  } catch (error) {
    throw recorder.refusal ?? error;
  }
  if (result instanceof Promise) {
    // What it rejects with, if it does, is the recorder's refusal or comes too late to matter.
    result.catch(() => undefined);
    throw (
      recorder.refusal ??
      new TraceError('wrong-result', `'${name}' returned a promise, and recording is synchronous.`, {
        next: 'Await nothing inside the step.',
      })
    );
  }
  if (recorder.refusal !== undefined) throw recorder.refusal;
  if (isStepResult(result)) return result;
  const found = result instanceof tf.Tensor ? 'a tensor' : `a value of type ${typeof result}`;
  throw new TraceError('wrong-result', `'${name}' returned ${found}.`, {
    next: 'Return { outputs, variables }: what the caller sees, and new values of variables.',
  });
}

function isStepResult(result: unknown): result is StepResult {
  return typeof result === 'object' && result !== null && 'outputs' in result;
}

/** State that is not listed would stay outside of the graph. */
function checkVariables(recorder: Recorder, held: HeldVariables, bound: ReadonlyMap<string, BoundVariable>): void {
  const listed = new Set<tf.Tensor>([...bound.values()].map(({ tensor }) => tensor));
  const [changed] = held.changed().filter((variable) => !listed.has(variable));
  const [created] = held.created();
  const next = 'Make it before, and list it under `variables` of the definition.';
  if (changed !== undefined) {
    throw recorder.refuse(
      'captured-tensor',
      `it assigns to the variable '${changed.name}', which is not listed.`,
      next,
    );
  }
  if (created !== undefined) {
    throw recorder.refuse('captured-tensor', `it makes the variable '${created.name}'.`, next);
  }
}

/** What is fetched: each output once all variables have their new values. */
function recordOutputs(
  recorder: Recorder,
  result: StepResult,
  assignments: readonly string[],
): Pick<RecordedFunction, 'fetches' | 'outputs'> {
  const { name, graph } = recorder.options;
  const after = assignments.map((node) => `^${node}`);
  const fetches = new Map<string, string>();
  const kind = { is: isTensor, called: `a tensor among the outputs of '${name}'` };
  const outputs = mapTree(result.outputs, kind, (tensor, path) => {
    const inputs = [recorder.reference(tensor), ...after];
    fetches.set(
      path,
      graph.add(`${name}/output/${path}`, 'Identity', inputs, { T: { type: DATA_TYPES[tensor.dtype] } }),
    );
    return path;
  });
  if (fetches.size === 0) fetches.set('', graph.marker(`${name}/done`, assignments));
  return { fetches, outputs };
}
