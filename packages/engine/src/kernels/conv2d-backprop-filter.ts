import * as tf from '@tensorflow/tfjs';
import { convInfo, type ConvGradientAttrs } from './conv2d-info';

/**
 * Gradient of a convolution with respect to its filter, as a forward convolution: channels become the batch, the
 * batch becomes the channels, and the output's gradient is the filter, dilated by the stride.
 *
 * dW[i, j, c, k] = sum over n, p, q of x[n, p s + i - top, q s + j - left, c] dy[n, p, q, k]
 *
 * @param x - [N, H, W, C]
 * @param dy - [N, H', W', K]
 * @returns [kh, kw, C, K]
 */
export function conv2dBackpropFilter(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: [number, number, number, number],
  attrs: ConvGradientAttrs,
): tf.Tensor4D {
  const { padInfo, strideHeight, strideWidth } = convInfo(x.shape, filterShape, attrs);
  const [kh, kw, channels, outputs] = filterShape;
  return tf.tidy(() => {
    const images = tf.transpose(x, [3, 1, 2, 0]);
    const filter = tf.transpose(dy, [1, 2, 0, 3]);
    const padded = tf.pad(images, [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ]);
    const full = tf.conv2d(padded, filter, 1, 'valid', 'NHWC', [strideHeight, strideWidth]);
    // Rows that the stride did not reach give more than kh positions.
    const gradient = tf.slice(full, [0, 0, 0, 0], [channels, kh, kw, outputs]);
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

/** {@link conv2dBackpropFilter} as a kernel of the wasm engine, which has none. */
export const conv2dBackpropFilterKernel: tf.KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { filterShape, ...rest } = attrs as unknown as ConvGradientAttrs & {
      filterShape: [number, number, number, number];
    };
    return conv2dBackpropFilter(inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D, filterShape, rest);
  },
};
