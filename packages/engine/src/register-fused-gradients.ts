import * as tf from '@tensorflow/tfjs';
import { fusedLeakyReluGrad } from './kernels/leaky-relu-grad';

let registered = false;

/**
 * Gives the native engine gradients that take one pass where tfjs composes several; `chooseEngine` does it. Numbers are
 * the same; other engines are not touched. Calling it again does nothing.
 */
export function registerFusedGradients(): void {
  if (registered) return;
  registered = true;
  const composed = tf.getGradient('LeakyRelu');
  tf.unregisterGradient('LeakyRelu');
  tf.registerGradient(fusedLeakyReluGrad(composed));
}
