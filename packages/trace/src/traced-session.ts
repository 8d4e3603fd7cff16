import * as tf from '@tensorflow/tfjs';
import {
  type InputsOf,
  isTensor,
  type OutputsOf,
  type TensorsOf,
  type TensorTree,
  type TracedFunctions,
  VARIABLE,
} from './definition';
import { describeType } from './graph/data-type';
import { type NodeBackend, nodeBackend } from './node-backend';
import type { Feed, RecordedFunction, Recording, TraceReport } from './recording';
import { flattenTree, mapTree, type Tree } from './tensor-tree';
import { TraceError } from './trace-error';

/** Recorded functions and their variables, in a TensorFlow session. Every call blocks until TensorFlow is done. */
export class TracedSession<Variables = TensorTree, Functions extends TracedFunctions = TracedFunctions> {
  private disposed = false;

  constructor(
    private readonly backend: NodeBackend,
    private readonly id: number,
    private readonly recording: Recording<Variables, Functions>,
  ) {}

  /** What was recorded: operations, constants, inputs and outputs. */
  get report(): TraceReport {
    return this.recording.report;
  }

  /**
   * Runs one function and gives the variables their new values.
   *
   * @param inputs - in the nesting of the function's specifications, exactly their shapes and types
   * @returns the outputs in the step's nesting, to be disposed of by the caller (or a `tf.tidy`)
   * @throws TraceError `wrong-input` naming input, expected and found shape; `run-failed` with TensorFlow's reason, after
   * which variables may hold new values or old ones.
   */
  run<Name extends keyof Functions & string>(
    name: Name,
    inputs: InputsOf<Functions[Name]>,
  ): OutputsOf<Functions[Name]> {
    const recorded = this.functionCalled(name);
    const tensors = checkedTensors('input', ` of '${name}'`, recorded.feeds, inputs);
    const feeds = [...recorded.feeds].map(([path, { node }]) => [node, tensors.get(path)] as const);
    const results = this.call(`'${name}'`, feeds, [...recorded.fetches.values()]);
    const outputs = new Map([...recorded.fetches.keys()].map((path, i) => [path, results[i]]));
    tf.dispose(outputs.get('') ?? []);
    return fillTree(recorded.outputs, outputs) as OutputsOf<Functions[Name]>;
  }

  /** All variables, in one call; to be disposed of by the caller (or a `tf.tidy`). */
  read(): TensorsOf<Variables> {
    const { slots, variables } = this.recording;
    const values =
      slots.length === 0
        ? []
        : this.call(
            'reading',
            [],
            slots.map(({ value }) => value),
          );
    const byPath = new Map(slots.map(({ path }, i) => [path, values[i]]));
    return fillTree(variables, byPath) as TensorsOf<Variables>;
  }

  /**
   * Gives all variables new values, in one call. They are copied.
   *
   * @throws TraceError `wrong-input` where one is missing, unknown, or of another shape or type.
   */
  write(values: TensorsOf<Variables>): void {
    const { slots, written } = this.recording;
    const tensors = checkedTensors('variable', '', new Map(slots.map((slot) => [slot.path, slot])), values);
    if (slots.length === 0) return;
    tf.dispose(
      this.call(
        'writing',
        slots.map(({ path, feed }) => [feed, tensors.get(path)] as const),
        [written],
      ),
    );
  }

  /** Ends the session and frees its variables; a second time does nothing. */
  dispose(): void {
    if (!this.disposed) this.backend.deleteSavedModel(this.id);
    this.disposed = true;
  }

  private functionCalled(name: string): RecordedFunction {
    const { functions } = this.recording;
    const recorded = functions.get(name);
    if (recorded !== undefined) return recorded;
    throw new TraceError('wrong-input', `There is no function '${name}'.`, {
      next: `The functions are ${[...functions.keys()].join(', ')}.`,
    });
  }

  private call(
    what: string,
    feeds: readonly (readonly [string, tf.Tensor | undefined])[],
    fetches: readonly string[],
  ): tf.Tensor[] {
    if (this.disposed) throw new TraceError('disposed', 'This session has been disposed of.');
    // tfjs would take its results for tensors of the backend that is current.
    if (nodeBackend() !== this.backend)
      throw new TraceError('wrong-backend', 'This session belongs to another backend.');
    const inputs = feeds.flatMap(([, tensor]) => tensor ?? []);
    const infos = feeds.map(([node]) => ({ name: `${node}:0` }));
    try {
      return this.backend.runSavedModel(
        this.id,
        inputs,
        infos,
        fetches.map((node) => `${node}:0`),
      );
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TraceError('run-failed', `TensorFlow failed at ${what}: ${reason}`, { cause });
    }
  }
}

/** TensorFlow itself does not check what is fed. */
function checkedTensors(
  kind: 'input' | 'variable',
  owner: string,
  expected: ReadonlyMap<string, Omit<Feed, 'node'>>,
  given: unknown,
): Map<string, tf.Tensor> {
  const tensors = flattenTree(given, { is: isTensor, called: `a tensor for each ${kind}${owner}` });
  const missing = [...expected.keys()].filter((path) => !tensors.has(path));
  const extra = [...tensors.keys()].filter((path) => !expected.has(path));
  if (missing.length > 0) throw new TraceError('wrong-input', `Missing ${kind}${owner}: ${missing.join(', ')}.`);
  if (extra.length > 0) {
    throw new TraceError('wrong-input', `Unknown ${kind}${owner}: ${extra.join(', ')}.`, {
      next: `Expected ${[...expected.keys()].join(', ')}.`,
    });
  }
  for (const [path, tensor] of tensors) {
    const slot = expected.get(path);
    if (slot === undefined || describeType(slot) === describeType(tensor)) continue;
    const [recorded, found] = [describeType(slot), describeType(tensor)];
    throw new TraceError('wrong-input', `The ${kind} '${path}'${owner} is ${recorded}, found ${found}.`, {
      next: 'Shapes are fixed in a graph: pad to the recorded one with a weight of 0, or record a function for this one.',
    });
  }
  return tensors;
}

function fillTree(paths: Tree<string>, tensors: ReadonlyMap<string, tf.Tensor | undefined>): unknown {
  return mapTree(paths, PATH, (path) => tensors.get(path));
}

const PATH = { is: (node: unknown): node is string => typeof node === 'string', called: VARIABLE.called };
