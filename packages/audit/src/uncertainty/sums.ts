import { withKernels } from '../kernels/with-kernels';

/** Sum of the values. */
export function sumOf(values: Float64Array): number {
  return withKernels((kernels) => kernels.run.sumOf(kernels.place(values), 0, values.length));
}

/** Sum of the squares of the values. */
export function sumOfSquares(values: Float64Array): number {
  return withKernels((kernels) => kernels.run.sumOfSquares(kernels.place(values), 0, values.length));
}
