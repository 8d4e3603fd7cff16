import * as tf from '@tensorflow/tfjs';
import { parameter } from '../layers/scope';
import { affineOf, compose } from './affine';
import { type FoldScope, own } from './fold-scope';
import type { Folded } from './folded-convolution';

type Row = tf.Tensor2D;

/** BN and ReLU of [N, C] rows, which stand before a product and fold into nothing. */
export function foldedOpening(scope: FoldScope, batchNorm: string): Folded<Row> {
  const { scale, shift } = own(scope, () => affineOf(scope, batchNorm));
  return (x) => tf.relu(tf.add(tf.mul(x, scale), shift));
}

/** The fully connected layer `name/fc` of a dense unit, its second BN and what is given after it, as one operation. */
export function foldedDense(
  scope: FoldScope,
  name: string,
  { then, activation = 'linear' }: { then?: string; activation?: 'linear' | 'relu' | 'sigmoid' } = {},
): Folded<Row> {
  const { weights, bias } = own(scope, () => {
    const second = affineOf(scope, `${name}/bn2`);
    const { scale, shift } = then === undefined ? second : compose(second, affineOf(scope, then));
    return { weights: tf.mul<Row>(parameter<Row>(scope, `${name}/fc/weights`), scale), bias: shift };
  });
  return (x) => tf.fused.matMul({ a: x, b: weights, bias, activation }) as Row;
}

/** Squeeze-and-excitation: the second unit's BN and ReLU join the first unit's product. */
export function foldedExcitation(scope: FoldScope, name: string): Folded {
  const opening = foldedOpening(scope, `${name}/se1/bn1`);
  const squeeze = foldedDense(scope, `${name}/se1`, { then: `${name}/se2/bn1`, activation: 'relu' });
  const restore = foldedDense(scope, `${name}/se2`, { activation: 'sigmoid' });
  return (x) => {
    const [batch, , , channels] = x.shape;
    const scales = restore(squeeze(opening(tf.mean(x, [1, 2]) as Row)));
    return tf.mul(x, tf.reshape(scales, [batch, 1, 1, channels]));
  };
}
