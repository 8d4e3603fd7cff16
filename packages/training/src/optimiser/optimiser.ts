import type * as tf from '@tensorflow/tfjs';
import type { ParameterKind } from '@fairface/model';

/** Named tensors; names are paths such as `stage1/unit1/bn1/gamma` and `heads/base`. */
export type TensorRecord = Record<string, tf.Tensor>;

/** Something an optimiser changes. */
export interface OptimisedVariable {
  readonly name: string;
  /** `classWeights` are a head's, everything else a network's. */
  readonly kind: ParameterKind | 'classWeights';
}

/** What is done otherwise for some parameters. */
export interface ParameterGroup {
  /** Name pattern, where `*` stands for any characters: `stage1/*`, `heads/base`. */
  readonly match: string;
  /** @default what the parameter would have without the group */
  readonly weightDecay?: number;
  /** Factor to the learning rate. @default 1 */
  readonly rate?: number;
}

export interface CommonOptimiserOptions {
  /**
   * Weight decay of the network's kernels and dense weights. Scales and offsets of batch norm, biases and slopes have
   * none, except by `groups`.
   * @default 0
   */
  readonly weightDecay?: number;
  /** Weight decay of class weights, on top of the L2 term of the loss. @default 0 */
  readonly headWeightDecay?: number;
  /** Exceptions; of several that fit a name the first counts. @default [] */
  readonly groups?: readonly ParameterGroup[];
}

/** Stochastic gradient descent with momentum. */
export interface SgdOptions extends CommonOptimiserOptions {
  readonly type: 'sgd';
  /** 0 is plain gradient descent. @default 0.9 */
  readonly momentum?: number;
  /** Steps by the gradient looked ahead (Nesterov 1983). @default false */
  readonly nesterov?: boolean;
}

/** Adam with decoupled weight decay. */
export interface AdamwOptions extends CommonOptimiserOptions {
  readonly type: 'adamw';
  /** Decay of the mean of gradients. @default 0.9 */
  readonly beta1?: number;
  /** Decay of the mean of their squares. @default 0.999 */
  readonly beta2?: number;
  /** Added to the root. @default 1e-8 */
  readonly epsilon?: number;
}

export type OptimiserOptions = SgdOptions | AdamwOptions;

/** What an optimiser needs for a step; records have the names of its variables. */
export interface OptimiserStep {
  readonly variables: TensorRecord;
  readonly gradients: TensorRecord;
  readonly state: TensorRecord;
  /** A scalar. */
  readonly learningRate: tf.Scalar;
  /**
   * A bool scalar; false leaves variables and state as they are, whatever the gradients are. Left out, gradients are
   * taken as they are.
   */
  readonly finite?: tf.Scalar;
}

/** A pure function on tensors, and its first state. */
export interface Optimiser {
  /** Shapes of the state by name; all of it starts at 0. */
  stateShapes(shapes: Readonly<Record<string, readonly number[]>>): Record<string, readonly number[]>;
  /** New tensors for all variables and all of the state. */
  apply(step: OptimiserStep): { variables: TensorRecord; state: TensorRecord };
}
