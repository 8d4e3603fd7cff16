import { withKernels } from '../kernels/with-kernels';
import { addMoves } from './add-moves';
import type { PairClusters } from './cluster-pairs';
import { LANES, placeRows } from './place-rows';
import { sumOf } from './sums';

/** Bytes that `takeCounted` takes for an entry. */
const ENTRY = 12;

/**
 * For each resample the weighted count of a slot: sum over its entries (i, j) of count_ij m_i m_j, or of count_i m_i for genuine
 * pairs, with multiplicities m of `drawMultiplicities`. All of them are whole numbers, and the sums exact.
 *
 * @param counts for each entry of the clusters its pairs, or its errors.
 */
export function weightedTotals(
  { entryA, entryB, entryStart, rowStart, rowSubject }: PairClusters,
  slot: number,
  counts: Float64Array,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array {
  const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
  const firstRow = rowStart[slot] as number;
  const persons = rowSubject.subarray(firstRow, rowStart[slot + 1]);
  const own = counts.subarray(from, to);
  // Genuine pairs have one entry a person, in the same order.
  if (slot % 2 === 1) return addMoves(new Float64Array(resamples).fill(sumOf(own)), own, persons, multiplicities);
  return withKernels((kernels) => {
    const { run } = kernels;
    const [a, b] = [kernels.place(entryA.subarray(from, to)), kernels.place(entryB.subarray(from, to))];
    const taken = kernels.room(ENTRY * (to - from));
    const entries = run.takeCounted(a, b, kernels.place(own), to - from, firstRow, taken);
    const { address, stride } = placeRows(kernels, multiplicities, persons, resamples);
    const totals = kernels.cleared(8 * stride);
    for (let r = 0; r < stride; r += LANES) run.addWeighted(taken, entries, address + r, stride, totals + 8 * r);
    return kernels.doubles(totals, resamples).slice();
  });
}
