import * as tf from '@tensorflow/tfjs';

/** New scalar tensors of these numbers. */
export const scalars = (numbers: Readonly<Record<string, number>>): Record<string, tf.Scalar> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]));
