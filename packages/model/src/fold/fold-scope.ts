import * as tf from '@tensorflow/tfjs';
import type { Scope } from '../layers/scope';

/** What the folded layers of one model share. */
export interface FoldScope extends Omit<Scope, 'moving' | 'training'> {
  /** Tensors that live as long as the folded model. */
  readonly owned: tf.Tensor[];
}

/** Makes tensors that stay, and forgets those that were needed on the way. */
export function own<T extends tf.TensorContainerObject>({ owned }: FoldScope, make: () => T): T {
  const made = tf.tidy(make);
  for (const tensor of Object.values(made)) {
    if (tensor instanceof tf.Tensor) owned.push(tf.keep(tensor));
  }
  return made;
}
