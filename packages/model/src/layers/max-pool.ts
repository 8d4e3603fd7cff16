import * as tf from '@tensorflow/tfjs';
import { padSymmetric } from './pad-symmetric';
import type { Scope } from './scope';

/** Less than every number of a map. */
const LOWEST = -3e38;

/** 3 x 3 max pooling with stride 2; padding is never the largest of its window. */
export function maxPool({ settings }: Pick<Scope, 'settings'>, x: tf.Tensor4D): tf.Tensor4D {
  if (settings.padding === 'same') return tf.maxPool(x, 3, 2, 'same');
  return tf.maxPool(padSymmetric(x, 1, LOWEST), 3, 2, 'valid');
}
