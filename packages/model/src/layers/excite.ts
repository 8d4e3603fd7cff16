import * as tf from '@tensorflow/tfjs';
import type { ParameterSpec } from '../network/parameter-spec';
import { denseUnit, denseUnitSpecs } from './dense-unit';
import type { Scope } from './scope';

/**
 * Squeeze-and-excitation (Hu et al. 2018) of two dense units: every channel of the map is scaled by a number in (0, 1)
 * that depends on the means of all channels.
 */
export function excite(scope: Scope, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const [batch, , , channels] = x.shape;
  const means = tf.mean(x, [1, 2]) as tf.Tensor2D;
  const squeezed = denseUnit(scope, `${name}/se1`, means);
  const scales = tf.sigmoid(denseUnit(scope, `${name}/se2`, squeezed));
  return tf.mul(x, tf.reshape(scales, [batch, 1, 1, channels]));
}

export const exciteSpecs = (name: string, channels: number, squeezed: number): ParameterSpec[] => [
  ...denseUnitSpecs(`${name}/se1`, channels, squeezed),
  ...denseUnitSpecs(`${name}/se2`, squeezed, channels),
];
