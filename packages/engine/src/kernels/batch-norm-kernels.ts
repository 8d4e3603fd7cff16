import type * as tf from '@tensorflow/tfjs';

/** Batch normalisation over the rows of [rows, 1, 1, C], as one engine computes it. */
export interface BatchNormKernels {
  /** `variance` is the population's (divided by rows); `saved` is what the backward pass needs besides x and scale. */
  forward(x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number): BatchNormForward;
  /** Gradients for x [rows, 1, 1, C], scale [C] and offset [C]. */
  backward(
    dy: tf.Tensor4D,
    x: tf.Tensor4D,
    scale: tf.Tensor1D,
    saved: tf.Tensor[],
    epsilon: number,
  ): BatchNormGradients;
}

export interface BatchNormForward {
  readonly y: tf.Tensor4D;
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
  readonly saved: tf.Tensor[];
}

export interface BatchNormGradients {
  readonly dx: tf.Tensor4D;
  readonly dScale: tf.Tensor1D;
  readonly dOffset: tf.Tensor1D;
}
