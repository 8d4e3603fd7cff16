import * as tf from '@tensorflow/tfjs';

type Shape4D = [number, number, number, number];

/** Attributes of both gradients of a convolution. */
export interface ConvGradientAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Sizes and padding of the forward convolution that a gradient belongs to: input [N, H, W, C], filter [kh, kw, C, K].
 *
 * @throws Error for NCHW, which the wasm engine has no convolution for.
 */
export function convInfo(inputShape: number[], filterShape: number[], attrs: ConvGradientAttrs) {
  const { strides, pad, dataFormat, dimRoundingMode } = attrs;
  if (dataFormat !== 'NHWC') {
    throw new Error(`The wasm engine convolves NHWC tensors only; expected dataFormat NHWC, found ${dataFormat}.`);
  }
  return tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
