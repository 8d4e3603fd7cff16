import type * as tf from '@tensorflow/tfjs';

/** Tensors by name, flat. */
export type TensorRecord = Record<string, tf.Tensor>;

/** What a margin is computed from. */
export interface MarginInput {
  /** Cosines of the batch's embeddings and every class, [n, classes]. */
  readonly cosines: tf.Tensor2D;
  /** 1 at the row's own class, [n, classes], a constant. */
  readonly oneHot: tf.Tensor2D;
  /** Cosine of the row's own class, [n, 1]. */
  readonly target: tf.Tensor2D;
  /** Norm of every embedding, [n, 1]. */
  readonly norms: tf.Tensor2D;
  /** 1 for rows that count, [n, 1]; all where missing. */
  readonly validRows?: tf.Tensor2D;
  /** What the head carries from step to step. */
  readonly state: TensorRecord;
  /** The same cosines with class weights that take no gradient; missing where classes are spread over processes. */
  readonly detachedCosines?: () => tf.Tensor2D;
}

/** Cosines after the margin, not scaled yet. */
export interface MarginOutput {
  /** For the row's own class, [n, 1]. */
  readonly target: tf.Tensor2D;
  /** For the other classes, [n, classes]; as they were where missing. */
  readonly cosines?: tf.Tensor2D;
  /** What to carry on; as it was where missing. */
  readonly state?: TensorRecord;
  /** Added to the row's loss, [n, 1]. */
  readonly regulariser?: tf.Tensor2D;
}

/** How a head changes cosines before the soft-max. */
export interface Margin {
  /** State of a head that has seen nothing: scalars by name. */
  readonly initialState: Readonly<Record<string, number>>;
  apply(input: MarginInput): MarginOutput;
}
