import { addMoves } from './add-moves';
import type { PairClusters } from './cluster-pairs';

/**
 * The pairs of a slot in every resample: n + sum_i (m_i - 1) n_i, with n_i the pairs of person i. Exact for genuine pairs; for
 * impostor pairs all but sum_ij (m_i - 1) (m_j - 1), which is about root(n).
 */
export function expectedTotals(
  { slotPairs, rowStart, rowSubject, rowPairs }: PairClusters,
  slot: number,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array {
  const totals = new Float64Array(resamples).fill(slotPairs[slot] as number);
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++)
    addMoves(totals, rowPairs[row] as number, multiplicities, rowSubject[row] as number);
  return totals;
}
