import * as tf from '@tensorflow/tfjs';
import { nativeBackend } from './native-backend';

/**
 * The sum of all squares, without a gradient. On the native engine by TensorFlow's L2Loss, in one pass that holds no
 * squares; elsewhere composed.
 */
export function sumOfSquares(x: tf.Tensor): tf.Scalar {
  const native = nativeBackend();
  if (native === undefined || x.dtype !== 'float32') return tf.tidy(() => tf.sum<tf.Scalar>(tf.square(x)));
  const { TF_FLOAT, TF_ATTR_TYPE } = native.binding;
  const attributes = [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }];
  return tf.tidy(() => tf.mul<tf.Scalar>(native.executeSingleOutput('L2Loss', attributes, [x]), 2));
}
