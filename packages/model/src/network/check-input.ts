import type * as tf from '@tensorflow/tfjs';

/** @throws Error where the input of a network is not [N, ...inputShape]. */
export function checkInput(input: tf.Tensor, inputShape: readonly number[]): void {
  const [, ...item] = input.shape;
  if (item.length === inputShape.length && item.every((size, axis) => size === inputShape[axis])) return;
  throw new Error(`forward: expected an input of shape [N,${inputShape.join(',')}], found [${input.shape.join(',')}].`);
}
