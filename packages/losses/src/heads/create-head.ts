import * as tf from '@tensorflow/tfjs';
import type { MarginInput, TensorRecord } from '../margins/margin';
import { cosineMatrix, type WeightLayout } from '../ops/cosine-matrix';
import { crossEntropyRows } from '../ops/cross-entropy-rows';
import { maskedMean } from '../ops/masked-mean';
import { NORM_FLOOR } from '../ops/norm-floor';
import { oneHotRows } from '../ops/one-hot';
import { scalars } from '../ops/scalars';
import { withoutGradient } from '../ops/without-gradient';
import { checkHead } from './check-head';
import { createMargin } from './create-margin';
import type { HeadOptions } from './head-options';

export interface HeadLossOptions {
  /** What the head carries from step to step; needed by heads whose {@link MarginHead.stateNames} are not empty. */
  readonly state?: TensorRecord;
  /** [n]: 1 for rows that count, 0 for padding. @default all */
  readonly validRows?: tf.Tensor1D;
  /** How the weights lie; `rows`: [columns, D], as a {@link ClassBank} gathers them. @default 'columns' */
  readonly layout?: WeightLayout;
}

export type HeadLoss = {
  /** Mean over the rows that count. */
  readonly loss: tf.Scalar;
  /** What to carry on. No gradient flows through it. */
  readonly state: TensorRecord;
};

/** A classification loss over class centres with a margin. */
export interface MarginHead {
  readonly options: HeadOptions;
  /** Names of the scalars that {@link initialState} gives. */
  readonly stateNames: readonly string[];
  /** [D, classes], or [D, classes * K] with K sub-centres: those of class c are columns c K to c K + K - 1. */
  weightShape(dimension: number, classes: number): [number, number];
  /** State of a head that has seen nothing; new tensors, empty for most heads. */
  initialState(): TensorRecord;
  /**
   * Pure, of static shapes, and traceable. Gradients go through the normalisation, to embeddings and weights; they
   * cannot be differentiated again.
   *
   * @param embeddings - [n, D], not normalised
   * @param labels - [n], int32, columns of `weights` (with sub-centres: classes). For sampled classes these are places
   * among the sampled columns. A label out of range is not noticed.
   * @param weights - {@link weightShape}, not normalised
   * @throws Error where shapes do not fit or a state is missing.
   */
  loss(embeddings: tf.Tensor2D, labels: tf.Tensor1D, weights: tf.Tensor2D, options?: HeadLossOptions): HeadLoss;
}

/**
 * The head that `options` name: loss = mean of -log soft-max(s * cosines with the margin), at the row's own class.
 *
 * @throws Error for an unknown type or a constant out of its range.
 *
 * @example
 * const head = createHead({ type: 'arcface', scale: 64, margin: 0.5 });
 * const { loss } = head.loss(embeddings, labels, weights);
 */
export function createHead(options: HeadOptions): MarginHead {
  checkHead(options);
  const margin = createMargin(options);
  const subCenters = options.type === 'subcenter-arcface' ? (options.subCenters ?? 3) : 1;
  const stateNames = Object.keys(margin.initialState);
  return {
    options,
    stateNames,
    weightShape: (dimension, classes) => [dimension, classes * subCenters],
    initialState: () => scalars(margin.initialState),
    loss: (embeddings, labels, weights, { state = {}, validRows, layout = 'columns' } = {}) => {
      checkShapes(options, subCenters, stateNames, { embeddings, labels, weights, state, layout });
      const cosinesWith = (centres: tf.Tensor2D) =>
        nearestCenters(cosineMatrix(embeddings, centres, layout), subCenters);
      const cosines = cosinesWith(weights);
      const oneHot = oneHotRows(labels, cosines.shape[1]);
      const valid = validRows === undefined ? undefined : tf.reshape<tf.Rank.R2>(validRows, [-1, 1]);
      const input: MarginInput = {
        cosines,
        oneHot,
        target: tf.sum(tf.mul(cosines, oneHot), 1, true),
        norms: tf.sqrt(tf.maximum(tf.sum(tf.square(embeddings), 1, true), NORM_FLOOR)),
        validRows: valid,
        state,
        detachedCosines: () => cosinesWith(withoutGradient(() => tf.clone(weights))),
      };
      const { target, cosines: others = cosines, state: next = state, regulariser } = margin.apply(input);
      const rows = crossEntropyRows(marginLogits(others, target, oneHot, options.scale ?? 64), oneHot);
      const loss = maskedMean(regulariser === undefined ? rows : tf.add(rows, regulariser), valid);
      return { loss, state: next };
    },
  };
}

/** scale * cosines, with `target` in the place of the row's own class. */
export function marginLogits(
  cosines: tf.Tensor2D,
  target: tf.Tensor2D,
  oneHot: tf.Tensor2D,
  scale: number,
): tf.Tensor2D {
  return tf.mul(tf.add(tf.mul(cosines, tf.sub(1, oneHot)), tf.mul(target, oneHot)), scale);
}

/** Cosines with every class, [n, classes], from those with every centre, [n, classes * subCenters]: the largest. */
export function nearestCenters(cosines: tf.Tensor2D, subCenters: number): tf.Tensor2D {
  if (subCenters === 1) return cosines;
  const [rows, columns] = cosines.shape;
  return tf.max(tf.reshape(cosines, [rows, columns / subCenters, subCenters]), 2);
}

interface Given {
  readonly embeddings: tf.Tensor2D;
  readonly labels: tf.Tensor1D;
  readonly weights: tf.Tensor2D;
  readonly state: TensorRecord;
  readonly layout: WeightLayout;
}

function checkShapes(
  { type }: HeadOptions,
  subCenters: number,
  stateNames: readonly string[],
  { embeddings, labels, weights, state, layout }: Given,
): void {
  const [rows, dimension] = embeddings.shape;
  const [depth, columns] = layout === 'rows' ? [weights.shape[1], weights.shape[0]] : weights.shape;
  if (embeddings.rank !== 2 || weights.rank !== 2 || depth !== dimension) {
    const expected = layout === 'rows' ? '[columns, D]' : '[D, columns]';
    throw new Error(
      `${type}: expected embeddings [n, D] and weights ${expected}; found [${embeddings.shape}] and [${weights.shape}].`,
    );
  }
  if (labels.rank !== 1 || labels.shape[0] !== rows || labels.dtype !== 'int32') {
    throw new Error(`${type}: expected int32 labels [${rows}]; found ${labels.dtype} [${labels.shape}].`);
  }
  const classes = columns / subCenters;
  if (!Number.isInteger(classes) || classes < 2) {
    throw new Error(`${type}: expected at least 2 classes of ${subCenters} columns; found ${columns} columns.`);
  }
  const missing = stateNames.filter((name) => state[name] === undefined);
  if (missing.length > 0) throw new Error(`${type}: its state lacks ${missing.join(', ')}; begin with initialState().`);
}
