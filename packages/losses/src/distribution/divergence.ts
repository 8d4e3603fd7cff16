import * as tf from '@tensorflow/tfjs';
import { GUARD } from './entropy';

export interface DivergenceOptions {
  /** How much every node counts, [nodes]. @default all alike */
  readonly nodeWeights?: tf.Tensor1D;
}

/**
 * Kullback-Leibler divergence, sum of (p + 1e-9) ln((p + 1e-9) / (q + 1e-9)). With weights of the nodes the generalised
 * one, sum of w (p ln(p / q) - p + q), which stays non-negative, and 0 only where both agree on all nodes that count
 * (sum of w p ln(p / q) can fall below 0; added up over both directions the two are the same).
 *
 * @param p - [..., nodes]
 * @param q - [..., nodes]
 * @returns [...]
 */
export function klDivergence(p: tf.Tensor, q: tf.Tensor, { nodeWeights }: DivergenceOptions = {}): tf.Tensor {
  const [a, b] = [tf.add(p, GUARD), tf.add(q, GUARD)];
  const nodes = tf.mul(a, tf.sub(tf.log(a), tf.log(b)));
  if (nodeWeights === undefined) return tf.sum(nodes, -1);
  return tf.sum(tf.mul(tf.add(tf.sub(nodes, a), b), nodeWeights), -1);
}

/** Jensen-Shannon divergence, (KL(p || m) + KL(q || m)) / 2 with m = (p + q) / 2. Arguments as {@link klDivergence}. */
export function jsDivergence(p: tf.Tensor, q: tf.Tensor, options: DivergenceOptions = {}): tf.Tensor {
  const middle = tf.mul(tf.add(p, q), 0.5);
  return tf.mul(tf.add(klDivergence(p, middle, options), klDivergence(q, middle, options)), 0.5);
}

/**
 * Wasserstein-1 distance, sum over all but the last node of |CDF_p - CDF_q| * step.
 *
 * @param p - [..., nodes]
 * @param q - [..., nodes]
 * @param step distance of two nodes
 * @returns [...]
 */
export function wasserstein(
  p: tf.Tensor,
  q: tf.Tensor,
  step: number,
  { nodeWeights }: DivergenceOptions = {},
): tf.Tensor {
  // At the last node both are 1.
  const apart = tf.abs(tf.cumsum(tf.sub(p, q), p.rank - 1));
  const counted = nodeWeights === undefined ? apart : tf.mul(apart, nodeWeights);
  const nodes = p.shape.at(-1) as number;
  const last = tf.tensor1d(Array.from({ length: nodes }, (_, i) => (i === nodes - 1 ? 0 : step)));
  return tf.sum(tf.mul(counted, last), -1);
}
