import * as tf from '@tensorflow/tfjs';
import type { BatchNormForward } from './kernels/batch-norm-kernels';
import { composedBatchNorm } from './kernels/composed-batch-norm';
import { fusedBatchNorm } from './kernels/fused-batch-norm';
import { nativeBackend } from './native-backend';

export interface BatchNormTrainOptions {
  /** Added to the variance before its root. @default 1e-3 */
  readonly epsilon?: number;
}

export interface BatchNormTrainResult<T extends tf.Tensor> {
  /** (x - batchMean) / sqrt(batchVariance + epsilon) * scale + offset, shape of x. */
  readonly y: T;
  /** [C]; a statistic for running averages: no gradient flows through it. */
  readonly batchMean: tf.Tensor1D;
  /**
   * [C]; the population's variance (divided by n, the values per channel), on every engine: what y was normalised by.
   * For the sample variance (Bessel) multiply by n / (n - 1). No gradient flows through it.
   */
  readonly batchVariance: tf.Tensor1D;
}

/**
 * Batch normalisation by the batch's own statistics, for training. On the native engine through TensorFlow's fused
 * operations, elsewhere composed; both give the same numbers. Gradients flow to x, scale and offset, once: there is
 * no gradient of the gradient.
 *
 * @param x - [..., C], at least two axes, channels last
 * @param scale - [C] (gamma)
 * @param offset - [C] (beta)
 * @throws Error where a shape does not fit.
 */
export function batchNormTrain<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  { epsilon = 1e-3 }: BatchNormTrainOptions = {},
): BatchNormTrainResult<T> {
  checkShapes(x, scale, offset);
  const native = nativeBackend();
  const kernels = native === undefined ? composedBatchNorm : fusedBatchNorm(native);
  const [y, batchMean, batchVariance] = tf.tidy(() => {
    let statistics: Pick<BatchNormForward, 'mean' | 'variance'> | undefined;
    const normalise = tf.customGrad((...args) => {
      const [images, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
      const { y: value, mean, variance, saved } = kernels.forward(images, gamma, beta, epsilon);
      save([images, gamma, ...saved]);
      statistics = { mean: tf.keep(mean), variance: tf.keep(variance) };
      return { value, gradFunc };
    });
    const gradFunc = (dy: tf.Tensor, [images, gamma, ...saved]: tf.Tensor[]) => {
      const { dx, dScale, dOffset } = kernels.backward(
        dy as tf.Tensor4D,
        images as tf.Tensor4D,
        gamma as tf.Tensor1D,
        saved,
        epsilon,
      );
      return [dx, dScale, dOffset];
    };
    const images = x.rank === 4 ? (x as tf.Tensor as tf.Tensor4D) : tf.reshape(x, [-1, 1, 1, scale.size]);
    const normal = tf.reshape(normalise(images, scale, offset), x.shape);
    if (statistics === undefined) throw new Error('Batch norm: the forward pass did not run.');
    // customGrad hands out one tensor: the statistics were kept past it, and go from here as ordinary tensors.
    const { mean, variance } = statistics;
    const copies = [tf.clone(mean), tf.clone(variance)] as const;
    tf.dispose([mean, variance]);
    return [normal, ...copies];
  });
  return { y: y as T, batchMean, batchVariance };
}

function checkShapes(x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): void {
  const channels = x.shape.at(-1);
  if (x.rank < 2) throw new Error(`batchNormTrain expects x of at least two axes, found shape [${x.shape}].`);
  for (const [name, { shape }] of Object.entries({ scale, offset })) {
    if (shape.length === 1 && shape[0] === channels) continue;
    throw new Error(
      `batchNormTrain expects ${name} of shape [${channels}] for x of shape [${x.shape}], found [${shape}].`,
    );
  }
}
