import type * as tf from '@tensorflow/tfjs';
import { nativeBackend } from '../native-backend';

/**
 * The gradient of leaky ReLU in one pass on the native engine, by TensorFlow's own LeakyReluGrad; tfjs composes it from
 * three. Other engines keep `composed`.
 */
export function fusedLeakyReluGrad(composed: tf.GradConfig): tf.GradConfig {
  return {
    ...composed,
    gradFunc: (dy, saved, attrs) => {
      const native = nativeBackend();
      const [x] = saved;
      if (native === undefined || x === undefined) return composed.gradFunc(dy, saved, attrs);
      const { TF_FLOAT, TF_ATTR_TYPE, TF_ATTR_FLOAT } = native.binding;
      const attributes = [
        { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
        { name: 'alpha', type: TF_ATTR_FLOAT, value: Number(attrs['alpha']) },
      ];
      return { x: () => native.executeSingleOutput('LeakyReluGrad', attributes, [dy as tf.Tensor, x]) };
    },
  };
}
