import { seededRandom } from '@fairface/io';

/**
 * Class weights uniform in +-sqrt(6 / (dimension + classes)) (Glorot and Bengio 2010, equation 16).
 *
 * @returns row-major [dimension, classes]
 */
export function xavierWeights(dimension: number, classes: number, seed: number, branch: string): Float32Array {
  const weights = new Float32Array(dimension * classes);
  drawXavier([dimension, classes], seed, branch, (value, d, c) => (weights[d * classes + c] = value));
  return weights;
}

/** The same numbers, told one by one with their place: for weights of another layout, without a copy. */
export function drawXavier(
  [dimension, classes]: readonly [number, number],
  seed: number,
  branch: string,
  put: (value: number, d: number, c: number) => void,
): void {
  const random = seededRandom(seed, 'class-weights', branch);
  const limit = Math.sqrt(6 / (dimension + classes));
  for (let d = 0; d < dimension; d++) {
    for (let c = 0; c < classes; c++) put(limit * (2 * random.next() - 1), d, c);
  }
}
