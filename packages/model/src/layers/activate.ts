import * as tf from '@tensorflow/tfjs';
import { parameter, type Scope } from './scope';

/** Slope of the leaky ReLU, and the start of a learned one. */
export const SLOPE = 0.2;

/** The network's activation: leaky ReLU, or PReLU with the slopes `name/slope` [C] (He et al. 2015). */
export function activate<T extends tf.Tensor>(scope: Scope, name: string, x: T): T {
  if (scope.settings.activation === 'leaky-relu') return tf.leakyRelu(x, SLOPE);
  return tf.prelu(x, parameter(scope, `${name}/slope`));
}
