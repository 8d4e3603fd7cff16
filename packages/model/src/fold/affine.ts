import * as tf from '@tensorflow/tfjs';
import { parameter } from '../layers/scope';
import type { FoldScope } from './fold-scope';

/** y = scale x + shift, a channel each: what batch normalisation is once its averages stand still. */
export type Affine = {
  /** [C] */
  readonly scale: tf.Tensor1D;
  /** [C] */
  readonly shift: tf.Tensor1D;
};

/** The batch normalisation `name` by its moving averages. */
export function affineOf(scope: Pick<FoldScope, 'parameters' | 'settings'>, name: string): Affine {
  const gamma = parameter<tf.Tensor1D>(scope, `${name}/gamma`);
  const variance = parameter<tf.Tensor1D>(scope, `${name}/movingVariance`);
  const scale = tf.div<tf.Tensor1D>(gamma, tf.sqrt(tf.add(variance, scope.settings.epsilon)));
  const mean = parameter<tf.Tensor1D>(scope, `${name}/movingMean`);
  const shift = tf.sub<tf.Tensor1D>(parameter<tf.Tensor1D>(scope, `${name}/beta`), tf.mul(mean, scale));
  return { scale, shift };
}

/** First one, then the other. */
export function compose(first: Affine, then: Affine): Affine {
  return {
    scale: tf.mul(first.scale, then.scale),
    shift: tf.add(tf.mul(first.shift, then.scale), then.shift),
  };
}
