import * as tf from '@tensorflow/tfjs';
import type { NativeBackend, OpAttribute } from '../native-backend';
import type { BatchNormKernels } from './batch-norm-kernels';

/**
 * Batch normalisation by TensorFlow's own `FusedBatchNormV3` and `FusedBatchNormGradV3`: one call each way instead of
 * a dozen.
 */
export function fusedBatchNorm(backend: NativeBackend): BatchNormKernels {
  return {
    forward: (x, scale, offset, epsilon) => {
      // Running statistics to average with: none, so that the batch's own come out.
      const none = tf.tensor1d([], 'float32');
      const inputs = [x, scale, offset, none, none];
      const [y, mean, sampleVariance, ...saved] = run(backend, 'FusedBatchNormV3', inputs, 6, epsilon);
      if (y === undefined || mean === undefined || sampleVariance === undefined) throw incomplete('FusedBatchNormV3');
      // TensorFlow divides by rows - 1 here (Bessel), though y is normalised by the population's variance.
      const rows = x.shape[0] * x.shape[1] * x.shape[2];
      const variance = tf.mul(sampleVariance, (rows - 1) / rows) as tf.Tensor1D;
      tf.dispose([none, sampleVariance]);
      return { y: y as tf.Tensor4D, mean: mean as tf.Tensor1D, variance, saved };
    },
    backward: (dy, x, scale, saved, epsilon) => {
      const inputs = [dy, x, scale, ...saved];
      const [dx, dScale, dOffset, ...unused] = run(backend, 'FusedBatchNormGradV3', inputs, 5, epsilon);
      if (dx === undefined || dScale === undefined || dOffset === undefined) throw incomplete('FusedBatchNormGradV3');
      tf.dispose(unused);
      return { dx: dx as tf.Tensor4D, dScale: dScale as tf.Tensor1D, dOffset: dOffset as tf.Tensor1D };
    },
  };
}

function run(backend: NativeBackend, op: string, inputs: tf.Tensor[], outputs: number, epsilon: number): tf.Tensor[] {
  const { TF_FLOAT, TF_ATTR_TYPE, TF_ATTR_FLOAT, TF_ATTR_STRING, TF_ATTR_BOOL } = backend.binding;
  const attributes: OpAttribute[] = [
    { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'U', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'epsilon', type: TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: TF_ATTR_BOOL, value: true },
  ];
  return backend.executeMultipleOutputs(op, attributes, inputs, outputs);
}

function incomplete(op: string): Error {
  return new Error(`TensorFlow's ${op} gave fewer outputs than it declares.`);
}
