import * as tf from '@tensorflow/tfjs';

/** Weighted terms of one kind, computed together. */
export interface TermBlock {
  readonly names: readonly string[];
  /** [names] */
  readonly values: tf.Tensor1D;
}

/** A loss and what it is made of. */
export type LossTerms = {
  /** Sum of the terms. */
  readonly total: tf.Scalar;
  /** Weighted; not meant to be differentiated one by one, as `total` is. */
  readonly terms: Record<string, tf.Scalar>;
};

/** All blocks as one loss. */
export function sumTerms(blocks: readonly TermBlock[]): LossTerms {
  const sums = blocks.map(({ values }) => tf.sum(values) as tf.Scalar);
  const total = sums.length === 0 ? tf.scalar(0) : sums.reduce((sum, next) => tf.add(sum, next));
  const terms = blocks.flatMap(({ names, values }) => {
    const scalars = tf.unstack(values) as tf.Scalar[];
    return names.map((name, i) => [name, scalars[i] as tf.Scalar] as const);
  });
  return { total, terms: Object.fromEntries(terms) };
}
