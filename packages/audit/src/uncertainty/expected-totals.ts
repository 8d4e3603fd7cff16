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
  const [from, to] = [rowStart[slot], rowStart[slot + 1]];
  const totals = new Float64Array(resamples).fill(slotPairs[slot] as number);
  return addMoves(totals, rowPairs.subarray(from, to), rowSubject.subarray(from, to), multiplicities);
}
