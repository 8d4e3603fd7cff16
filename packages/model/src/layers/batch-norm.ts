import { batchNormTrain } from '@fairface/engine';
import * as tf from '@tensorflow/tfjs';
import { parameter, type Scope } from './scope';

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015): in training by the batch's statistics, with
 * the moving averages moved by the unbiased variance (their algorithm 2); else by the moving averages.
 *
 * @param x - [..., C]
 */
export function batchNorm<T extends tf.Tensor>(scope: Scope, name: string, x: T): T {
  const { settings, training } = scope;
  const scale = parameter<tf.Tensor1D>(scope, `${name}/gamma`);
  const offset = parameter<tf.Tensor1D>(scope, `${name}/beta`);
  const movingMean = parameter<tf.Tensor1D>(scope, `${name}/movingMean`);
  const movingVariance = parameter<tf.Tensor1D>(scope, `${name}/movingVariance`);
  const { epsilon, momentum } = settings;
  if (!training) return tf.batchNorm(x, movingMean, movingVariance, offset, scale, epsilon) as T;
  const { y, batchMean, batchVariance } = batchNormTrain(x, scale, offset, { epsilon });
  const values = x.size / scale.size;
  const unbiased = values > 1 ? values / (values - 1) : 1;
  const move = (moving: tf.Tensor, batch: tf.Tensor, factor: number): tf.Tensor =>
    tf.add(tf.mul(moving, momentum), tf.mul(batch, (1 - momentum) * factor));
  scope.moving[`${name}/movingMean`] = move(movingMean, batchMean, 1);
  scope.moving[`${name}/movingVariance`] = move(movingVariance, batchVariance, unbiased);
  return y;
}
