import type * as tf from '@tensorflow/tfjs';
import type { StepInputs, StepResult, TrainState } from './train-state';

/** A training under way: its state and the step that changes it. */
export interface Trainer {
  /** Whether the step runs as one TensorFlow graph. */
  readonly traced: boolean;
  /** Rows that `embed` takes at once. */
  readonly embedRows: number;
  /**
   * One step. The inputs stay the caller's.
   *
   * @throws Error naming an input of another shape or type.
   */
  run(inputs: StepInputs): StepResult;
  /**
   * Embeddings [rows, D] of any number of rows by the network as it is now, not normalised, batch norm by its moving
   * averages; to be disposed of by the caller.
   */
  embed(inputs: tf.Tensor): tf.Tensor2D;
  /** The whole state, copied; to be disposed of by the caller. */
  read(): TrainState;
  /**
   * Gives the whole state new values, copied.
   *
   * @throws Error naming what is missing, unknown or of another shape.
   */
  write(state: TrainState): void;
  /** Frees the state; a second time does nothing. */
  dispose(): void;
}
