import * as tf from '@tensorflow/tfjs';
import { toAttrValue } from '../graph/attributes';
import { DATA_TYPES, describeType } from '../graph/data-type';
import type { Graph } from '../graph/graph';
import type { NodeBackend, OpAttribute } from '../node-backend';
import { TraceError, type TraceErrorCode } from '../trace-error';
import { addConstant } from './add-constant';
import { DATA_SHAPED, INFERRED_TYPES, JAVASCRIPT_RANDOM, STATEFUL_RANDOM } from './op-rules';

export interface RecorderOptions {
  /** The function's name, for nodes and messages. */
  readonly name: string;
  readonly graph: Graph;
  readonly backend: NodeBackend;
  readonly maxConstantBytes: number;
  readonly captured: 'refuse' | 'freeze';
}

/** What `applyMomentum` was given and gave. */
export interface MomentumTensors {
  readonly variable: tf.TensorInfo;
  readonly velocity: tf.TensorInfo;
  readonly gradient: tf.TensorInfo;
  readonly learningRate: tf.TensorInfo;
  readonly momentum: tf.TensorInfo;
  readonly updated: { readonly variable: tf.TensorInfo; readonly velocity: tf.TensorInfo };
}

/** The same as nodes. */
export interface MomentumUpdate extends Record<Exclude<keyof MomentumTensors, 'updated'>, string> {
  /** The `dataId` of the new velocity. */
  readonly newVelocity: object;
}

/** Turns the operations of one function into nodes. A tensor is known by its `dataId`, which clones share. */
export class Recorder {
  /** The first thing that cannot be recorded, also where the function swallowed the error. */
  refusal: TraceError | undefined;
  private readonly references = new Map<object, string>();
  private readonly labels = new Map<string, string>();
  private readonly madeHere = new WeakSet<object>();
  private readonly momentumUpdates = new Map<object, MomentumUpdate>();
  /** Constants: reading them is harmless. */
  private readonly fixed = new WeakSet<object>();

  constructor(readonly options: RecorderOptions) {}

  /** Says which node a tensor is, and what to call it in messages. */
  bind({ dataId }: Pick<tf.TensorInfo, 'dataId'>, reference: string, label: string): void {
    this.references.set(dataId, reference);
    this.labels.set(reference, label);
  }

  /** The node that computes a tensor; one made in JavaScript becomes a constant. */
  reference(tensor: tf.TensorInfo): string {
    const known = this.references.get(tensor.dataId);
    if (known !== undefined) return known;
    this.checkCaptured(tensor);
    const reference = addConstant(this, tensor);
    this.references.set(tensor.dataId, reference);
    this.fixed.add(tensor.dataId);
    return reference;
  }

  /** One operation of which inputs are known as nodes (before it ran: kernels dispose of their inputs). */
  record(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tf.TensorInfo[],
  ): (outputs: tf.Tensor[]) => void {
    const { name, graph, backend } = this.options;
    this.checkOp(op);
    const references = inputs.map((input) => this.reference(input));
    const values = attributes.map(
      (attribute) => [attribute.name, toAttrValue(op, attribute, backend.binding)] as const,
    );
    const inferred = Object.entries(INFERRED_TYPES[op] ?? {}).map(
      ([attribute, input]) => [attribute, { type: DATA_TYPES[inputs[input]?.dtype ?? 'float32'] }] as const,
    );
    return (outputs) => {
      if (outputs.length === 0) {
        throw this.refuse('unsupported', `${op} gives no tensor and cannot be recorded.`, 'Leave it out of the step.');
      }
      const node = graph.add(`${name}/${op}`, op, references, Object.fromEntries([...inferred, ...values]));
      outputs.forEach(({ dataId }, i) => this.references.set(dataId, i === 0 ? node : `${node}:${i}`));
    };
  }

  /** Says that two tensors came about by `applyMomentum`, which a graph can do in place. */
  noteMomentum({ variable, velocity, gradient, learningRate, momentum, updated }: MomentumTensors): void {
    this.momentumUpdates.set(updated.variable.dataId, {
      variable: this.reference(variable),
      velocity: this.reference(velocity),
      gradient: this.reference(gradient),
      learningRate: this.reference(learningRate),
      momentum: this.reference(momentum),
      newVelocity: updated.velocity.dataId,
    });
  }

  /** How a new value came about, where by `applyMomentum`. */
  momentumUpdate({ dataId }: Pick<tf.TensorInfo, 'dataId'>): MomentumUpdate | undefined {
    return this.momentumUpdates.get(dataId);
  }

  /** Called for every tensor made from values in JavaScript. */
  made(dataId: object, type: { readonly dtype: string; readonly shape: readonly number[] }): void {
    this.madeHere.add(dataId);
    const random = tf.engine().state.scopeStack.find(({ name }) => JAVASCRIPT_RANDOM.test(name));
    if (random === undefined) return;
    const source = `tf.${random.name.replace(/__op$/, '')}`;
    throw this.refuseRandom(`${source} drew ${describeType(type)} in JavaScript, which every call would repeat.`);
  }

  /** Called before the value of a tensor is handed to JavaScript. */
  checkRead(dataId: object): void {
    const reference = this.references.get(dataId);
    const node = reference === undefined ? undefined : this.options.graph.node(reference);
    if (reference === undefined || node === undefined || this.fixed.has(dataId)) return;
    const what = this.labels.get(reference) ?? `the result of ${node.op}`;
    throw this.refuse(
      'data-read',
      `the value of ${what} (${node.name}) was read into JavaScript (dataSync, data, arraySync, array, print or a branch on it).`,
      'A graph has no values while it is recorded: choose with tf.where, select with a 0/1 mask, or return it and read it after the call.',
    );
  }

  /** Keeps the first refusal, and gives the error to throw. */
  refuse(code: TraceErrorCode, what: string, next: string): TraceError {
    const error = new TraceError(code, `Recording '${this.options.name}': ${what}`, { next });
    this.refusal ??= error;
    return error;
  }

  refuseRandom(what: string): TraceError {
    const next = 'Feed a seed as an input and use statelessUniform, or feed the random numbers themselves.';
    return this.refuse('randomness', what, next);
  }

  private checkOp(op: string): void {
    if (STATEFUL_RANDOM.test(op)) {
      throw this.refuseRandom(`${op} draws from a generator that a graph does not share with eager calls.`);
    }
    if (DATA_SHAPED.test(op)) {
      throw this.refuse(
        'data-shape',
        `${op} gives a result whose shape depends on its data, and shapes are fixed in a graph.`,
        'Keep the full shape with a 0/1 mask, or take a fixed number with tf.topk.',
      );
    }
  }

  private checkCaptured(tensor: tf.TensorInfo): void {
    if (this.madeHere.has(tensor.dataId)) return;
    const variable = Object.values(tf.engine().registeredVariables).find(({ dataId }) => dataId === tensor.dataId);
    if (variable !== undefined) {
      throw this.refuse(
        'captured-tensor',
        `it uses the variable '${variable.name}', ${describeType(variable)}, which is not listed.`,
        "List it under `variables` of the definition, where it becomes one of the graph's.",
      );
    }
    if (this.options.captured === 'freeze') return;
    throw this.refuse(
      'captured-tensor',
      `it uses a ${describeType(tensor)} tensor made before recording; its value of this moment would be that of every call.`,
      "Feed it as an input, list it under `variables`, make it inside the step, or pass captured: 'freeze' where it never changes.",
    );
  }
}
