import * as tf from '@tensorflow/tfjs';
import { padSymmetric } from './pad-symmetric';
import { parameter, type Scope } from './scope';

/** The input and padding that a convolution of this kind takes. */
export interface PaddedInput {
  readonly padded: tf.Tensor4D;
  readonly pad: 'same' | 'valid';
}

/**
 * Pads for an odd kernel of side `side`. With stride 1 (and with kernels of one pixel) symmetric padding is
 * TensorFlow's SAME; with stride 2 it is not, and the zeros are put there.
 */
export function padForKernel(
  x: tf.Tensor4D,
  side: number,
  stride: 1 | 2,
  padding: Scope['settings']['padding'],
): PaddedInput {
  if (padding === 'same' || stride === 1 || side === 1) return { padded: x, pad: 'same' };
  return { padded: padSymmetric(x, (side - 1) / 2), pad: 'valid' };
}

/** Convolution with the kernel `name/kernel`. */
export function convolve(scope: Scope, name: string, x: tf.Tensor4D, stride: 1 | 2 = 1): tf.Tensor4D {
  const kernel = parameter<tf.Tensor4D>(scope, `${name}/kernel`);
  const { padded, pad } = padForKernel(x, kernel.shape[0], stride, scope.settings.padding);
  return tf.conv2d(padded, kernel, stride, pad);
}
