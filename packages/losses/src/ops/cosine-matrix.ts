import * as tf from '@tensorflow/tfjs';
import { inverseNorms, normaliseBackward } from './normalise-rows';

/** What the backward pass of {@link cosineMatrix} needs; tensors of the caller. */
export interface CosineForward {
  /** [n, columns] */
  readonly cosines: tf.Tensor2D;
  /** Normalised embeddings, [n, D]. */
  readonly unit: tf.Tensor2D;
  /** 1 / norm of every embedding, [n, 1], and of every column of the weights, [1, columns]. */
  readonly inverseRows: tf.Tensor2D;
  readonly inverseColumns: tf.Tensor2D;
}

/**
 * Cosines of embeddings and columns of weights; neither has to be normalised, gradients go through the normalisation.
 * The weights are never copied in normalised form: their norms scale the product, so that a head with many classes
 * costs two passes over its weights forward and three backward. The gradient cannot be differentiated again.
 *
 * @param embeddings - [n, D]
 * @param weights - [D, columns]
 * @returns [n, columns], in [-1, 1] up to rounding
 */
export const cosineMatrix = (embeddings: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor2D =>
  tf.customGrad((...args) => {
    const [x, w, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const forward = cosineForward(x, w);
    const { cosines, unit, inverseRows, inverseColumns } = forward;
    save([w, cosines, unit, inverseRows, inverseColumns]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [weights, cosines, unit, inverseRows, inverseColumns] = saved as tf.Tensor2D[] as [
        tf.Tensor2D,
        ...tf.Tensor2D[],
      ];
      const given = { cosines, unit, inverseRows, inverseColumns } as CosineForward;
      const { embeddings: dx, weights: dw } = cosineBackward(dy as tf.Tensor2D, weights, given);
      return [dx, dw];
    };
    return { value: cosines, gradFunc };
  })(embeddings, weights) as tf.Tensor2D;

/** The forward pass of {@link cosineMatrix} with everything that its backward pass needs. */
export function cosineForward(embeddings: tf.Tensor2D, weights: tf.Tensor2D): CosineForward {
  const inverseRows = inverseNorms(embeddings, 1) as tf.Tensor2D;
  const inverseColumns = inverseNorms(weights, 0) as tf.Tensor2D;
  const unit = tf.mul(embeddings, inverseRows) as tf.Tensor2D;
  const cosines = tf.mul(tf.matMul(unit, weights), inverseColumns) as tf.Tensor2D;
  return { cosines, unit, inverseRows, inverseColumns };
}

/** Gradients at embeddings and weights where `dCosines` is the one at the cosines. */
export function cosineBackward(
  dCosines: tf.Tensor2D,
  weights: tf.Tensor2D,
  { cosines, unit, inverseRows, inverseColumns }: CosineForward,
): { embeddings: tf.Tensor2D; weights: tf.Tensor2D } {
  const dProduct = tf.mul(dCosines, inverseColumns) as tf.Tensor2D;
  const dUnit = tf.matMul(dProduct, weights, false, true);
  const along = tf.mul(tf.sum(tf.mul(dProduct, cosines), 0, true), inverseColumns);
  return {
    embeddings: normaliseBackward(dUnit, unit, inverseRows) as tf.Tensor2D,
    weights: tf.sub(tf.matMul(unit, dProduct, true), tf.mul(weights, along)),
  };
}
