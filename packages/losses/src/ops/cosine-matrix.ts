import * as tf from '@tensorflow/tfjs';
import { inverseNorms, normaliseBackward } from './normalise-rows';

/** How class weights lie: [D, columns], one column a centre, or [columns, D], one row a centre. */
export type WeightLayout = 'columns' | 'rows';

/** What the backward pass of {@link cosineMatrix} needs; tensors of the caller. */
export type CosineForward = {
  /** [n, columns] */
  readonly cosines: tf.Tensor2D;
  /** Normalised embeddings, [n, D]. */
  readonly unit: tf.Tensor2D;
  /** 1 / norm of every embedding, [n, 1]. */
  readonly inverseRows: tf.Tensor2D;
  /** 1 / norm of every centre, [1, columns]. */
  readonly inverseColumns: tf.Tensor2D;
};

/**
 * Cosines of embeddings and class centres; neither has to be normalised, gradients go through the normalisation. The
 * weights are never copied in normalised form: their norms scale the product, so that a head with many classes costs
 * three passes over its weights forward and three backward. The gradient cannot be differentiated again.
 *
 * @param embeddings - [n, D]
 * @param weights - [D, columns], or [columns, D] with layout `rows`
 * @returns [n, columns], in [-1, 1] up to rounding
 */
export const cosineMatrix = (
  embeddings: tf.Tensor2D,
  weights: tf.Tensor2D,
  layout: WeightLayout = 'columns',
): tf.Tensor2D =>
  tf.customGrad((...args) => {
    const [x, w, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const { cosines, unit, inverseRows, inverseColumns } = cosineForward(x, w, layout);
    save([w, cosines, unit, inverseRows, inverseColumns]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      type Saved = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      const [weights, cosines, unit, inverseRows, inverseColumns] = saved as Saved;
      const forward = { cosines, unit, inverseRows, inverseColumns };
      const { embeddings: dx, weights: dw } = cosineBackward(dy as tf.Tensor2D, weights, forward, layout);
      return [dx, dw];
    };
    return { value: cosines, gradFunc };
  })(embeddings, weights) as tf.Tensor2D;

/** The forward pass of {@link cosineMatrix} with everything that its backward pass needs. */
export function cosineForward(embeddings: tf.Tensor2D, weights: tf.Tensor2D, layout: WeightLayout): CosineForward {
  const inRows = layout === 'rows';
  const inverseRows = inverseNorms(embeddings, 1) as tf.Tensor2D;
  const inverseColumns = tf.reshape<tf.Rank.R2>(inverseNorms(weights, inRows ? 1 : 0), [1, -1]);
  const unit = tf.mul(embeddings, inverseRows) as tf.Tensor2D;
  const cosines = tf.mul(tf.matMul(unit, weights, false, inRows), inverseColumns) as tf.Tensor2D;
  return { cosines, unit, inverseRows, inverseColumns };
}

/** Gradients at embeddings and weights where `dCosines` is the one at the cosines. */
export function cosineBackward(
  dCosines: tf.Tensor2D,
  weights: tf.Tensor2D,
  { cosines, unit, inverseRows, inverseColumns }: CosineForward,
  layout: WeightLayout,
): { embeddings: tf.Tensor2D; weights: tf.Tensor2D } {
  const inRows = layout === 'rows';
  const dProduct = tf.mul(dCosines, inverseColumns) as tf.Tensor2D;
  const dUnit = tf.matMul(dProduct, weights, false, !inRows);
  const product = inRows ? tf.matMul(dProduct, unit, true) : tf.matMul(unit, dProduct, true);
  const along = tf.mul(tf.sum(tf.mul(dProduct, cosines), 0, true), inverseColumns);
  return {
    embeddings: normaliseBackward(dUnit, unit, inverseRows) as tf.Tensor2D,
    weights: tf.sub(product, tf.mul(weights, inRows ? tf.reshape(along, [-1, 1]) : along)),
  };
}
