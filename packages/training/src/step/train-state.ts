import type * as tf from '@tensorflow/tfjs';
import type { TensorRecord } from '../optimiser/optimiser';

/** Everything that training changes, as a plain tree of tensors. */
export type TrainState = {
  /** The network's, moving averages of batch norm among them. */
  parameters: TensorRecord;
  /** Class weights by branch, [embedding, classes]: columns are the centres. Branches with sampled classes are left out. */
  heads: Record<string, tf.Tensor2D>;
  /** What heads keep from step to step, by branch; empty for most. */
  headStates: Record<string, TensorRecord>;
  /** Such as `velocity/stem/conv/kernel`. */
  optimiser: TensorRecord;
};

/** The part of a state that a step gives new values; what is frozen is left out. */
export type TrainStateUpdate = {
  parameters: TensorRecord;
  heads: Record<string, tf.Tensor2D>;
  headStates: Record<string, TensorRecord>;
  optimiser: TensorRecord;
};

/** Class weights of those classes that a step sees of a branch, and their part of the optimiser's state. */
export type SampledRows = {
  /** By branch, [classes that are seen, embedding]: rows are the centres. */
  heads: Record<string, tf.Tensor2D>;
  /** Such as `velocity/heads/BRANCH`, in the same shape. */
  optimiser: TensorRecord;
};

/** `SampledRows` as plain numbers. */
export type SampledNumbers = { readonly [Part in keyof SampledRows]: Readonly<Record<string, Float32Array>> };

/** What a step is fed with. */
export type StepInputs = {
  /**
   * float32 [rows, ...network.inputShape]: the rows of every branch in order, then of every group of pairs first the
   * left and then the right ones. Images are RGB in [0, 1].
   */
  inputs: tf.Tensor;
  /** int32 [batch] by branch, 0 to classes - 1; of a branch with sampled classes their places among those. */
  labels: Record<string, tf.Tensor1D>;
  /** Of the branches with sampled classes. */
  sampled: SampledRows;
  /** A scalar. */
  learningRate: tf.Scalar;
};

/** What a step gives to see: scalars, and the rows that it was fed with as they are after it. */
export type StepOutputs = {
  /** The loss, before the step. */
  total: tf.Scalar;
  /** Its weighted terms, which add up to it. */
  terms: Record<string, tf.Scalar>;
  /** Norm of all gradients together, before clipping. */
  gradientNorm: tf.Scalar;
  /** bool: whether loss and gradients are. */
  finite: tf.Scalar;
  /** Without class weights that are frozen. */
  sampled: SampledRows;
};

/** The scalars of `StepOutputs` as plain numbers. */
export type StepMetrics = {
  total: number;
  terms: Record<string, number>;
  gradientNorm: number;
  finite: boolean;
};

/** `StepOutputs` as plain numbers. */
export type StepResult = StepMetrics & { sampled: SampledNumbers };
