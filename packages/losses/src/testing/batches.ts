import * as tf from '@tensorflow/tfjs';

/** Numbers that repeat on every machine, about standard normal. */
export function normals(count: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

export const matrix = (rows: number, columns: number, seed: number): tf.Tensor2D =>
  tf.tensor2d(normals(rows * columns, seed), [rows, columns]);

export const classLabels = (rows: number, classes: number, seed: number): tf.Tensor1D =>
  tf.tensor1d(
    Array.from({ length: rows }, (_, i) => (i * 3 + seed) % classes),
    'int32',
  );
