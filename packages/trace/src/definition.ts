import * as tf from '@tensorflow/tfjs';
import type { LeafKind, Tree } from './tensor-tree';

/** What a graph can be fed with. */
export type FeedType = 'float32' | 'int32' | 'bool';

/** Shape and type of a tensor that will be fed; a tensor with the right ones serves as well, its values are not used. */
export interface TensorSpec {
  /** Fixed: a graph is recorded for one shape. */
  readonly shape: readonly number[];
  /** `float32`, `int32` or `bool`. @default 'float32' */
  readonly dtype?: tf.DataType;
}

/** Tensors in any nesting of plain objects and arrays; a type alias fits, an interface does not. */
export type TensorTree = Tree<tf.Tensor>;

/** What one call of a step gives. */
export interface StepResult {
  /** What the caller gets to see, such as losses. */
  readonly outputs: TensorTree;
  /** New values of variables, in their nesting; those left out keep theirs. */
  readonly variables?: TensorTree;
}

/** A function to record and what it will be fed with. */
export interface TracedFunction<Variables = never> {
  readonly inputs: Tree<TensorSpec>;
  /**
   * Pure: new tensors from `inputs` and `variables` alone, by functional tfjs operations, without reading a value in
   * JavaScript. It runs once, eagerly, on zeros and the initial variables, while its operations are recorded. A leaf of
   * `variables` that is a `tf.Variable` is handed over itself, and what the step assigns to it is its new value.
   */
  readonly step: (inputs: never, variables: Variables) => StepResult;
}

export type TracedFunctions<Variables = never> = Readonly<Record<string, TracedFunction<Variables>>>;

export interface TraceDefinition<Variables = TensorTree, Functions = TracedFunctions> {
  /** Initial values of what lives on between calls. Copied: they stay the caller's. */
  readonly variables: Variables;
  /** The functions of the graph; all of them share its variables. */
  readonly functions: Functions;
  /**
   * Largest tensor made in JavaScript that is copied into the graph, bytes; a tensor of one repeated value counts
   * nothing. Data that is meant to be fed shows up here.
   * @default 262144
   */
  readonly maxConstantBytes?: number;
  /**
   * What to do with a tensor that a step uses and that was made before recording: `refuse` it, as its value at this
   * moment would be every call's, or `freeze` it, which is just that.
   * @default 'refuse'
   */
  readonly captured?: 'refuse' | 'freeze';
}

/** The nesting of `T` with plain tensors for variables. */
export type TensorsOf<T> = TensorTree extends T
  ? TensorTree
  : T extends tf.Tensor<infer R>
    ? tf.Tensor<R>
    : { readonly [K in keyof T]: TensorsOf<T[K]> };

/** What a function is fed with: its own parameter's type, or tensors in the nesting of its specifications. */
export type InputsOf<F extends TracedFunction> = [Parameters<F['step']>[0]] extends [never]
  ? FedTensors<F['inputs']>
  : Parameters<F['step']>[0];

export type FedTensors<S> =
  Tree<TensorSpec> extends S
    ? TensorTree
    : S extends TensorSpec
      ? tf.Tensor
      : { readonly [K in keyof S]: FedTensors<S[K]> };

/** What a function gives: the type of its step's `outputs`. */
export type OutputsOf<F extends TracedFunction> = ReturnType<F['step']>['outputs'];

export const isTensor = (node: unknown): node is tf.Tensor => node instanceof tf.Tensor;

export const isVariable = (node: unknown): node is tf.Variable => node instanceof tf.Variable;

export const isSpec = (node: unknown): node is TensorSpec =>
  typeof node === 'object' && node !== null && 'shape' in node && Array.isArray(node.shape);

/** The leaves of a definition's variables. */
export const VARIABLE: LeafKind<tf.Tensor> = { is: isTensor, called: 'a variable' };
