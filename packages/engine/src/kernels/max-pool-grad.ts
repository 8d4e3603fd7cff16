import * as tf from '@tensorflow/tfjs';

interface MaxPoolAttrs {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Gradient of max pooling: each output's gradient goes to the first largest input of its window. The wasm engine's own
 * kernel gives it to other places.
 *
 * @param dy - [N, H', W', C]
 * @param x - [N, H, W, C]
 * @returns [N, H, W, C]
 */
export function maxPoolGrad(dy: tf.Tensor4D, x: tf.Tensor4D, attrs: MaxPoolAttrs): tf.Tensor4D {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const [batch, height, width, channels] = x.shape;
  const values = x.dataSync();
  const gradients = dy.dataSync();
  const dx = new Float32Array(values.length);
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < info.outHeight; row++) {
      const [top, bottom] = span(row * info.strideHeight - info.padInfo.top, info.filterHeight, height);
      for (let column = 0; column < info.outWidth; column++) {
        const [left, right] = span(column * info.strideWidth - info.padInfo.left, info.filterWidth, width);
        for (let c = 0; c < channels; c++, at++) {
          let largest = -1;
          let best = -Infinity;
          for (let y = top; y < bottom; y++) {
            for (let z = left; z < right; z++) {
              const index = ((n * height + y) * width + z) * channels + c;
              const value = values[index] ?? 0;
              if (value > best) [best, largest] = [value, index];
            }
          }
          if (largest >= 0) dx[largest] = (dx[largest] ?? 0) + (gradients[at] ?? 0);
        }
      }
    }
  }
  return tf.tensor4d(dx, x.shape);
}

/** The part of a window that lies on the image. */
function span(start: number, length: number, size: number): [number, number] {
  return [Math.max(0, start), Math.min(size, start + length)];
}

/** {@link maxPoolGrad} in place of the wasm engine's own kernel. */
export function rightMaxPoolGrad(original: tf.KernelConfig): tf.KernelConfig {
  return {
    ...original,
    kernelFunc: ({ inputs, attrs }) =>
      maxPoolGrad(inputs.dy as tf.Tensor4D, inputs.input as tf.Tensor4D, attrs as unknown as MaxPoolAttrs),
  };
}
