import { seededRandom } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import { SLOPE } from '../layers/activate';
import type { ParameterKind, ParameterSpec, TensorRecord } from './parameter-spec';

/** Start values that are one number; kernels and weights are drawn. */
const CONSTANTS: Readonly<Record<Exclude<ParameterKind, 'kernel' | 'weights'>, number>> = {
  bias: 0,
  gamma: 1,
  beta: 0,
  slope: SLOPE,
  movingMean: 0,
  movingVariance: 1,
};

/**
 * Start values: kernels and weights uniform with variance 2 / inputs (He et al. 2015), each from a stream of its own name.
 *
 * @param zero - names of weights that start at zero
 */
export function initialise(specs: readonly ParameterSpec[], seed: number, zero: readonly string[] = []): TensorRecord {
  return Object.fromEntries(
    specs.map(({ name, shape, kind }) => {
      if (kind !== 'kernel' && kind !== 'weights') return [name, tf.fill([...shape], CONSTANTS[kind])];
      if (zero.includes(name)) return [name, tf.zeros([...shape])];
      return [name, tf.tensor(drawUniform(shape, seed, name), [...shape])];
    }),
  );
}

function drawUniform(shape: readonly number[], seed: number, name: string): Float32Array {
  const inputs = shape.slice(0, -1).reduce((product, n) => product * n, 1);
  const bound = Math.sqrt(6 / inputs);
  const random = seededRandom(seed, 'initialise', name);
  const values = new Float32Array(inputs * (shape.at(-1) ?? 0));
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.next() - 1) * bound;
  return values;
}
