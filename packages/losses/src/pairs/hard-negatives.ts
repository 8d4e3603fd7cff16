import * as tf from '@tensorflow/tfjs';
import type { ScoreSet } from '../distribution/score-set';
import { normaliseRows } from '../ops/normalise-rows';
import { withoutGradient } from '../ops/without-gradient';

/** Below every cosine: marks pairs that do not count. */
const NO_PAIR = -2;

export interface HardNegativesOptions {
  /** Largest cosines to take. @default 100 */
  readonly topK?: number;
  /** [n]: 1 for rows that count, 0 for padding. @default all */
  readonly validRows?: tf.Tensor1D;
}

/**
 * The hardest negatives of a batch: the largest cosines among unordered pairs of rows with different labels, each pair
 * once, descending. The set has min(topK, n (n - 1) / 2) places; where fewer such pairs exist, the rest weigh 0. Which
 * pairs are taken is a constant for the gradient, their cosines are not.
 *
 * @param embeddings - [n, D], not normalised, n at least 2
 * @param labels - [n], int32
 */
export function hardNegatives(
  embeddings: tf.Tensor2D,
  labels: tf.Tensor1D,
  { topK = 100, validRows }: HardNegativesOptions = {},
): ScoreSet {
  const rows = embeddings.shape[0];
  if (rows < 2) throw new Error(`Hard negatives need at least 2 rows; found ${rows}.`);
  const places = Math.min(topK, (rows * (rows - 1)) / 2);
  const unit = normaliseRows(embeddings);
  const cosines = tf.reshape<tf.Rank.R1>(tf.matMul(unit, unit, false, true), [rows * rows]);
  const isPair = withoutGradient<tf.Tensor1D>(() => tf.reshape(pairMask(labels, validRows), [rows * rows]));
  const candidates = withoutGradient<tf.Tensor1D>(() => tf.where(isPair, cosines, NO_PAIR) as tf.Tensor1D);
  // They come in descending order: the pairs first.
  const weights = withoutGradient<tf.Tensor1D>(() =>
    tf.cast(tf.less(tf.range(0, places), tf.sum(tf.cast(isPair, 'float32'))), 'float32'),
  );
  return { values: topValues(cosines, candidates, places), weights };
}

/** True for i < j of different labels, [n, n]. */
function pairMask(labels: tf.Tensor1D, validRows: tf.Tensor1D | undefined): tf.Tensor2D {
  const rows = labels.shape[0];
  const places = tf.range(0, rows, 1, 'int32');
  const across = <T extends tf.Tensor>(x: T): [tf.Tensor, tf.Tensor] => [
    tf.reshape(x, [rows, 1]),
    tf.reshape(x, [1, rows]),
  ];
  const once = tf.less(...across(places));
  const negative = tf.logicalAnd(once, tf.notEqual(...across(labels)));
  if (validRows === undefined) return negative as tf.Tensor2D;
  return tf.logicalAnd(negative, tf.greater(tf.mul(...across(validRows)), 0)) as tf.Tensor2D;
}

/** `scores` at the places of the largest candidates, with the gradient of a gather. */
function topValues(scores: tf.Tensor1D, candidates: tf.Tensor1D, places: number): tf.Tensor1D {
  return tf.customGrad((...args) => {
    const [given, save] = args as [tf.Tensor1D, tf.GradSaveFunc];
    const { indices } = tf.topk(candidates, places);
    save([indices]);
    const gradFunc = (dy: tf.Tensor, [at]: tf.Tensor[]) => tf.unsortedSegmentSum(dy, at as tf.Tensor1D, scores.size);
    return { value: tf.gather(given, indices), gradFunc };
  })(scores) as tf.Tensor1D;
}
