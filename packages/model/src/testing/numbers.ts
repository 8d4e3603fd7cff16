import { seededRandom } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network';
import type { TensorRecord } from '../network/parameter-spec';

/** Normal numbers that are the same on every engine. */
export function normalTensor<R extends tf.Rank = tf.Rank>(shape: number[], seed: number, spread = 1): tf.Tensor<R> {
  const random = seededRandom(seed, 'test');
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length: size }, () => spread * random.normal());
  return tf.tensor(values, shape as never) as tf.Tensor<R>;
}

/** Start values with every constant disturbed, so that a test sees whether each is used, and rightly. */
export function livelyParameters({ initialise, specs }: Network, seed: number): TensorRecord {
  const parameters = initialise(seed);
  for (const [i, { name, shape, kind }] of specs.entries()) {
    if (kind === 'kernel' || kind === 'weights') continue;
    const before = parameters[name] as tf.Tensor;
    parameters[name] = tf.tidy(() => {
      const noise = normalTensor([...shape], seed + i, 0.2);
      return tf.add(before, kind === 'movingVariance' ? tf.abs(noise) : noise);
    });
    before.dispose();
  }
  return parameters;
}

/** Largest absolute difference. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  const apart = Array.from(expected, (value, i) => Math.abs(value - (found[i] ?? NaN)));
  return apart.reduce((largest, value) => (value > largest || Number.isNaN(value) ? value : largest), 0);
}
