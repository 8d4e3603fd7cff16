import type * as tf from '@tensorflow/tfjs';
import type { TensorRecord } from '../optimiser/optimiser';

/** Everything that training changes, as a plain tree of tensors. */
export type TrainState = {
  /** The network's, moving averages of batch norm among them. */
  parameters: TensorRecord;
  /** Class weights by branch, [embedding, classes]: columns are the centres. */
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

/** What a step is fed with. */
export type StepInputs = {
  /**
   * float32 [rows, ...network.inputShape]: the rows of every branch in order, then of every group of pairs first the
   * left and then the right ones. Images are RGB in [0, 1].
   */
  inputs: tf.Tensor;
  /** int32 [batch] by branch, 0 to classes - 1. */
  labels: Record<string, tf.Tensor1D>;
  /** A scalar. */
  learningRate: tf.Scalar;
};

/** What a step gives to see, all of it scalars. */
export type StepOutputs = {
  /** The loss, before the step. */
  total: tf.Scalar;
  /** Its weighted terms, which add up to it. */
  terms: Record<string, tf.Scalar>;
  /** Norm of all gradients together, before clipping. */
  gradientNorm: tf.Scalar;
  /** bool: whether loss and gradients are. */
  finite: tf.Scalar;
};

/** `StepOutputs` as plain numbers. */
export type StepMetrics = {
  total: number;
  terms: Record<string, number>;
  gradientNorm: number;
  finite: boolean;
};
