import { seededRandom } from '@fairface/io';

/**
 * Class weights uniform in +-sqrt(6 / (dimension + classes)) (Glorot and Bengio 2010, equation 16).
 *
 * @returns row-major [dimension, classes]
 */
export function xavierWeights(dimension: number, classes: number, seed: number, branch: string): Float32Array {
  const random = seededRandom(seed, 'class-weights', branch);
  const limit = Math.sqrt(6 / (dimension + classes));
  return Float32Array.from({ length: dimension * classes }, () => limit * (2 * random.next() - 1));
}
