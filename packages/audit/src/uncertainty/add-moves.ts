import { withKernels } from '../kernels/with-kernels';
import { placeRows } from './place-rows';

/** Resamples that the program looks at together. */
const LANES = 8;

/**
 * To each value, one a resample, how far some persons move it is added: sum_i step_i (m_i - 1), with m_i how often person i comes
 * up in the resample.
 */
export function addMoves(
  values: Float64Array,
  steps: Float64Array,
  persons: Int32Array,
  multiplicities: Uint8Array,
): Float64Array {
  return withKernels((kernels) => {
    const resamples = values.length;
    const { address, stride } = placeRows(kernels, multiplicities, persons, resamples);
    const step = kernels.place(steps);
    const moved = kernels.room(8 * stride);
    kernels.doubles(moved, resamples).set(values);
    for (let r = 0; r < resamples; r += LANES)
      kernels.run.addMoves(step, persons.length, address + r, stride, moved + 8 * r);
    return kernels.doubles(moved, resamples).slice();
  });
}
