import * as tf from '@tensorflow/tfjs';
import type { BatchNormKernels } from './batch-norm-kernels';

const ROWS = [0, 1, 2];

/**
 * Batch normalisation from elementary operations, for every engine; the gradient is the closed form
 * (Ioffe and Szegedy 2015, section 3), which remembers less than differentiating each step.
 */
export const composedBatchNorm: BatchNormKernels = {
  forward: (x, scale, offset, epsilon) => {
    const { mean, variance } = tf.moments(x, ROWS) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
    const y = tf.batchNorm(x, mean, variance, offset, scale, epsilon) as tf.Tensor4D;
    return { y, mean, variance, saved: [mean, variance] };
  },
  backward: (dy, x, scale, [mean, variance], epsilon) => {
    if (mean === undefined || variance === undefined)
      throw new Error('Batch norm: the forward pass saved no statistics.');
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const normal = tf.mul(tf.sub(x, mean), inverse);
    const dOffset = tf.sum(dy, ROWS) as tf.Tensor1D;
    const dScale = tf.sum(tf.mul(dy, normal), ROWS) as tf.Tensor1D;
    const rows = x.shape[0] * x.shape[1] * x.shape[2];
    // dx = scale / sigma * (dy - mean(dy) - normal * mean(dy * normal))
    const shared = tf.add(dOffset, tf.mul(normal, dScale));
    const dx: tf.Tensor4D = tf.mul(tf.mul(scale, inverse), tf.sub(dy, tf.div(shared, rows)));
    return { dx, dScale, dOffset };
  },
};
