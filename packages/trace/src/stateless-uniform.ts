import * as tf from '@tensorflow/tfjs';
import { nodeBackend } from './node-backend';
import { TraceError } from './trace-error';

/**
 * Uniform random numbers in [0, 1) that depend on nothing but the seed (TensorFlow's StatelessRandomUniform): with the
 * seed fed, every call of a graph draws anew, and the same seed draws the same again.
 *
 * @param seed - int32 [2], for instance the step's number and which of the step's draws it is
 * @returns float32 of `shape`
 * @throws TraceError `wrong-backend` without tfjs-node's backend, `wrong-input` for another seed.
 */
export function statelessUniform<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: tf.Tensor1D): tf.Tensor<R> {
  const backend = nodeBackend();
  if (seed.dtype !== 'int32' || seed.size !== 2 || seed.rank !== 1) {
    throw new TraceError('wrong-input', `A seed is int32 [2], found ${seed.dtype} [${seed.shape}].`);
  }
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = backend.binding;
  const type = (name: string, value: unknown) => ({ name, type: Number(TF_ATTR_TYPE), value: Number(value) });
  const attributes = [type('dtype', TF_FLOAT), type('T', TF_INT32), type('Tseed', TF_INT32)];
  return tf.tidy(() => {
    const sizes = tf.tensor1d([...shape], 'int32');
    return backend.executeSingleOutput('StatelessRandomUniform', attributes, [sizes, seed]) as tf.Tensor<R>;
  });
}
