import type { ScoredPairs } from '@fairface/audit';

/** Feature vectors, `[N, D]`, row-major. */
export interface Vectors {
  data: Float32Array;
  dimension: number;
}

/** Similarities of pairs by rows of features: the cosine, or minus the Euclidean distance. */
export function scorePairs(
  { data, dimension }: Vectors,
  { left, right, length }: ScoredPairs,
  measure: 'cosine' | 'euclidean' = 'cosine',
): Float64Array {
  const rows = measure === 'cosine' ? normaliseRows({ data, dimension }) : data;
  const score = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    const [a, b] = [(left[n] as number) * dimension, (right[n] as number) * dimension];
    let sum = 0;
    for (let d = 0; d < dimension; d++) {
      const [x, y] = [rows[a + d] as number, rows[b + d] as number];
      sum += measure === 'cosine' ? x * y : (x - y) ** 2;
    }
    score[n] = measure === 'cosine' ? sum : -Math.sqrt(sum);
  }
  return score;
}

/** Every row divided by its Euclidean length. */
export function normaliseRows({ data, dimension }: Vectors): Float32Array {
  const normal = data.slice();
  for (let from = 0; from < normal.length; from += dimension) {
    let squares = 0;
    for (let d = from; d < from + dimension; d++) squares += (normal[d] as number) ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let d = from; d < from + dimension; d++) normal[d] = (normal[d] as number) / length;
  }
  return normal;
}
