import * as tf from '@tensorflow/tfjs';
import { convInfo, type ConvGradientAttrs } from './conv2d-info';

/**
 * Gradient of a convolution with respect to its input, as a forward convolution of the output's gradient (spread out
 * by the stride) with the filter turned by 180 degrees.
 *
 * @param dy - [N, H', W', K]
 * @param filter - [kh, kw, C, K]
 * @param inputShape - [N, H, W, C]
 * @returns [N, H, W, C]; undefined where the forward padding exceeds the filter, which has no such form
 */
export function conv2dBackpropInput(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: [number, number, number, number],
  attrs: ConvGradientAttrs,
): tf.Tensor4D | undefined {
  const info = convInfo(inputShape, filter.shape, attrs);
  const vertical = padding(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top);
  const horizontal = padding(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left);
  if (Math.min(...vertical, ...horizontal) < 0) return undefined;
  return tf.tidy(() => {
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    const padded = tf.pad(spread(dy, info.strideHeight, info.strideWidth), [[0, 0], vertical, horizontal, [0, 0]]);
    return tf.conv2d(padded, turned, 1, 'valid');
  });
}

/** Wraps the wasm engine's own kernel, which is right but 2 to 9 times slower. */
export function fastConv2dBackpropInput(original: tf.KernelConfig): tf.KernelConfig {
  return {
    ...original,
    kernelFunc: (params) => {
      const { inputShape, ...rest } = params.attrs as unknown as ConvGradientAttrs & {
        inputShape: [number, number, number, number];
      };
      const { dy, filter } = params.inputs;
      return (
        conv2dBackpropInput(dy as tf.Tensor4D, filter as tf.Tensor4D, inputShape, rest) ?? original.kernelFunc(params)
      );
    },
  };
}

/** Zeros before and after, so that a stride-1 convolution over the spread gradient gives `size` positions. */
function padding(size: number, outSize: number, kernel: number, stride: number, before: number): [number, number] {
  const spreadSize = (outSize - 1) * stride + 1;
  const first = kernel - 1 - before;
  return [first, size + kernel - 1 - spreadSize - first];
}

/** Puts stride - 1 zeros between neighbours: [N, H, W, K] -> [N, (H - 1) sh + 1, (W - 1) sw + 1, K]. */
function spread(dy: tf.Tensor4D, sh: number, sw: number): tf.Tensor4D {
  if (sh === 1 && sw === 1) return dy;
  const [n, h, w, k] = dy.shape;
  const rows = tf.pad(tf.reshape(dy, [n, h, 1, w * k]), [
    [0, 0],
    [0, 0],
    [0, sh - 1],
    [0, 0],
  ]);
  const both = tf.pad(tf.reshape(rows, [n * h * sh, w, 1, k]), [
    [0, 0],
    [0, 0],
    [0, sw - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(both, [n, h * sh, w * sw, k]);
  return tf.slice(whole as tf.Tensor4D, [0, 0, 0, 0], [n, (h - 1) * sh + 1, (w - 1) * sw + 1, k]);
}
