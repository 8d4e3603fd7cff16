import type * as tf from '@tensorflow/tfjs';
import type { ModelConfig } from '../config/model-config';
import type { ParameterSpec, TensorRecord } from './parameter-spec';

export interface ForwardOptions {
  /** Batch statistics in batch normalisation and new moving averages; else the moving averages are used. */
  readonly training: boolean;
  /**
   * Activations inside of residual units are computed again in the backward pass instead of being kept: less memory,
   * the same gradients. Has no effect on the adapter.
   * @default false
   */
  readonly recompute?: boolean;
}

export interface ForwardResult {
  /** [N, embedding], not normalised. */
  readonly embeddings: tf.Tensor2D;
  /** New moving averages by name, all of them; empty unless `training`. No gradient flows through them. */
  readonly moving: TensorRecord;
}

/** An embedding network: what its parameters are and how they turn inputs into embeddings. It holds no tensors. */
export interface Network {
  /** Every field resolved; `buildNetwork` makes the same network of it. */
  readonly config: ModelConfig;
  /** All parameters, in the order in which the forward pass meets them. */
  readonly specs: readonly ParameterSpec[];
  /** Of one item: [S, S, 3] for images (RGB, 0 to 1), [D] for the adapter. */
  readonly inputShape: readonly number[];
  /** Length of an embedding. */
  readonly embedding: number;
  /** Start values, the same for the same seed on every machine. The caller disposes of them. */
  initialise(seed: number): TensorRecord;
  /**
   * A pure function of its arguments, differentiable and traceable.
   *
   * @param input - [N, ...inputShape]
   * @throws Error where the input's shape is another or a parameter is missing.
   */
  forward(parameters: TensorRecord, input: tf.Tensor, options: ForwardOptions): ForwardResult;
}
