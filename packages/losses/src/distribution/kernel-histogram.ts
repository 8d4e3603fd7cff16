import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';
import type { HistogramShape } from './histogram-options';
import { present, type ScoreSet } from './score-set';

/** Stands for the logarithm of 0. */
const NOWHERE = -1e30;

/**
 * Probability of every node: h_r = sum over the set of kernel(s - t_r), p = h / sum(h).
 *
 * Gaussian: exp(-(s - t_r)^2 / (2 sigma^2)), as Huang et al. (ECCV 2020, arXiv 2002.03662) with gamma = 1 / (2 sigma^2).
 * Exponents are taken relative to the largest one, which cancels in p: a set far outside the nodes still sums to 1.
 * Triangular: max(0, 1 - |s - t_r| / sigma), with sigma = one step the linear interpolation of the histogram loss
 * (Ustinova and Lempitsky, NIPS 2016, arXiv 1611.00822, eq. 2); similarities outside count at the nearest end.
 *
 * @returns [nodes], of sum 1, or all 0 for a set that holds nothing
 * @throws Error for a set without places.
 */
export function kernelHistogram(set: ScoreSet, shape: HistogramShape): tf.Tensor1D {
  const size = set.values.shape[0];
  if (size === 0) throw new Error('A distribution needs at least one similarity; the set has no place for any.');
  const kernel = shape.kernel === 'gaussian' ? gaussian(set, shape) : triangular(set, shape);
  const h = tf.sum(tf.mul(kernel, tf.reshape(set.weights, [size, 1])), 0);
  // An empty set is divided by 1 instead of 0.
  const empty = withoutGradient(() => tf.sub(1, present(set)) as tf.Scalar);
  return tf.div(h, tf.add(tf.sum(h), empty));
}

function gaussian({ values, weights }: ScoreSet, { positions, sigma }: HistogramShape): tf.Tensor {
  const exponents = tf.mul(tf.square(distances(values, positions)), -0.5 / (sigma * sigma));
  const inSet = withoutGradient(() => tf.reshape(tf.greater(weights, 0), [-1, 1]));
  const kept = tf.where(inSet, exponents, NOWHERE);
  const largest = withoutGradient(() => tf.max(kept));
  return tf.exp(tf.sub(kept, largest));
}

function triangular({ values }: ScoreSet, { positions, sigma, from, to }: HistogramShape): tf.Tensor {
  return tf.relu(tf.sub(1, tf.div(tf.abs(distances(tf.clipByValue(values, from, to), positions)), sigma)));
}

const distances = (values: tf.Tensor1D, positions: readonly number[]): tf.Tensor =>
  tf.sub(tf.reshape(values, [-1, 1]), tf.tensor2d([...positions], [1, positions.length]));
