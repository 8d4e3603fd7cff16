import { seededRandom } from '@fairface/io';

export interface ClassMeanOptions {
  /** Row-major [rows, dimension]; every row is normalised before it is added. */
  readonly features: Float32Array;
  readonly dimension: number;
  /** The class of each row, 0 to classes - 1. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** For classes without a row. */
  readonly seed: number;
}

/**
 * Class weights to start a head from: the mean of the normalised features of each class, normalised, as the method starts
 * every branch but the base. A class without features gets a random direction.
 *
 * @returns row-major [dimension, classes], columns of length 1
 * @throws RangeError where lengths do not fit or a label is out of range.
 */
export function classMeanWeights({ features, dimension, labels, classes, seed }: ClassMeanOptions): Float32Array {
  if (features.length !== labels.length * dimension) {
    throw new RangeError(
      `Expected ${labels.length} features of ${dimension} numbers, found ${features.length} numbers.`,
    );
  }
  const sums = Array.from({ length: classes }, () => new Float64Array(dimension));
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? NaN;
    const sum = sums[label];
    if (sum === undefined)
      throw new RangeError(`Row ${row}: expected a label from 0 to ${classes - 1}, found ${label}.`);
    const feature = features.subarray(row * dimension, (row + 1) * dimension);
    const length = Math.hypot(...feature);
    if (length > 0) feature.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value / length));
  }
  const weights = new Float32Array(dimension * classes);
  sums.forEach((sum, label) => {
    const centre = Math.hypot(...sum) > 0 ? sum : randomDirection(dimension, seed, label);
    const length = Math.hypot(...centre);
    centre.forEach((value, i) => (weights[i * classes + label] = value / length));
  });
  return weights;
}

function randomDirection(dimension: number, seed: number, label: number): Float64Array {
  const random = seededRandom(seed, 'class-without-features', label);
  return Float64Array.from({ length: dimension }, () => random.normal());
}
