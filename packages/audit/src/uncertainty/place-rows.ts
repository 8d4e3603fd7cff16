import type { KernelMemory } from '../kernels/kernel-memory';

/** Resamples that a program looks at together: rows are filled up to a multiple of it. */
export const LANES = 64;

/** Multiplicities in the kernels' memory: one row a person, `stride` bytes from row to row. */
export interface PlacedRows {
  address: number;
  stride: number;
}

/**
 * Places the multiplicities of some persons in the first resamples: row n is that of persons[n].
 *
 * @param all how many resamples there are: person p has the multiplicities from place p x all on.
 */
export function placeRows(
  kernels: KernelMemory,
  multiplicities: Uint8Array,
  persons: Int32Array,
  resamples: number,
  all = resamples,
): PlacedRows {
  const stride = Math.ceil(resamples / LANES) * LANES;
  const address = kernels.room(stride * persons.length);
  const rows = kernels.bytes(address, stride * persons.length);
  for (let n = 0; n < persons.length; n++) {
    const from = (persons[n] as number) * all;
    rows.set(multiplicities.subarray(from, from + resamples), n * stride);
  }
  return { address, stride };
}
