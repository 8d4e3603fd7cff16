import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { conv2dBackpropFilterKernel } from './kernels/conv2d-backprop-filter';
import { fastConv2dBackpropInput } from './kernels/conv2d-backprop-input';
import { rightMaxPoolGrad } from './kernels/max-pool-grad';
import { transposedFirst } from './kernels/transposed-mat-mul';
import { unsortedSegmentSumKernel } from './kernels/unsorted-segment-sum';

let registered = false;

/**
 * Completes the wasm engine for training: adds the kernels it lacks (gradient of a convolution's filter, gradient of
 * `gather`) and replaces those that are slow or wrong (gradients of a convolution's input and of max pooling, matrix
 * products with transposed operands). Calling it again does nothing; other engines are not touched.
 */
export function registerMissingKernels(): void {
  if (registered) return;
  registered = true;
  for (const kernel of [conv2dBackpropFilterKernel, unsortedSegmentSumKernel]) {
    if (tf.getKernel(kernel.kernelName, 'wasm') === undefined) tf.registerKernel(kernel);
  }
  wrap('Conv2DBackpropInput', fastConv2dBackpropInput);
  wrap('MaxPoolGrad', rightMaxPoolGrad);
  wrap('BatchMatMul', transposedFirst);
  wrap('_FusedMatMul', transposedFirst);
}

function wrap(name: string, wrapper: (original: tf.KernelConfig) => tf.KernelConfig): void {
  const original = tf.getKernel(name, 'wasm');
  tf.unregisterKernel(name, 'wasm');
  tf.registerKernel(wrapper(original));
}
