import * as tf from '@tensorflow/tfjs';
import { batchNormSpecs, type ParameterSpec, weightsSpec } from '../network/parameter-spec';
import { batchNorm } from './batch-norm';
import { parameter, type Scope } from './scope';

/** BN, ReLU, fully connected, BN: [B, inputs] to [B, outputs]. */
export function denseUnit(scope: Scope, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const active = tf.relu(batchNorm(scope, `${name}/bn1`, x));
  const weighted: tf.Tensor2D = tf.matMul(active, parameter<tf.Tensor2D>(scope, `${name}/fc/weights`));
  return batchNorm(scope, `${name}/bn2`, weighted);
}

export const denseUnitSpecs = (name: string, inputs: number, outputs: number): ParameterSpec[] => [
  ...batchNormSpecs(`${name}/bn1`, inputs),
  weightsSpec(`${name}/fc`, inputs, outputs),
  ...batchNormSpecs(`${name}/bn2`, outputs),
];
