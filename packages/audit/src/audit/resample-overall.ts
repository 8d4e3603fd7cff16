import type { ScoredPairs } from '../read/verification-data';
import { bootstrapRates, type ResampledRate } from '../uncertainty/bootstrap-rates';
import type { PairClusters } from '../uncertainty/cluster-pairs';
import type { PreparedPeople } from './prepare-people';

/**
 * FMR and FNMR of all pairs, those between groups included, in every resample of the persons. They are for measures that hold the
 * groups against them: what chance does to the groups it does to all pairs as well. Errors are counted as in `bootstrapRates`, the
 * far more numerous pairs to first order (`expectedTotals`).
 */
export function resampleOverall(
  pairs: ScoredPairs,
  { overall, multiplicities }: Pick<PreparedPeople, 'overall' | 'multiplicities'>,
  { threshold, resamples }: { threshold: number; resamples: number },
): ResampledRate[] {
  const totals = [0, 1].map((slot) => expectedTotals(overall, slot, multiplicities, resamples));
  return bootstrapRates(pairs, overall, threshold, [0, 1], multiplicities, resamples, totals);
}

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
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++) {
    const from = (rowSubject[row] as number) * resamples;
    const pairs = rowPairs[row] as number;
    for (let r = 0; r < resamples; r++)
      totals[r] = (totals[r] as number) + pairs * ((multiplicities[from + r] as number) - 1);
  }
  return totals;
}
