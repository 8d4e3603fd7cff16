import type { ScoredPairs } from '../read/verification-data';
import { bootstrapRates, type ResampledRate } from '../uncertainty/bootstrap-rates';
import { entryErrors } from '../uncertainty/entry-errors';
import type { PreparedPeople } from './prepare-people';

/**
 * FMR and FNMR of all pairs, those between groups included, in every resample of the persons. They are for measures that hold the
 * groups against them: what chance does to the groups it does to all pairs as well. Errors are counted as in `bootstrapRates`, the
 * far more numerous pairs to first order (`expectedTotals`).
 */
export function resampleOverall(
  pairs: ScoredPairs,
  { overall, overallTotals, multiplicities }: Pick<PreparedPeople, 'overall' | 'overallTotals' | 'multiplicities'>,
  { threshold, resamples }: { threshold: number; resamples: number },
): ResampledRate[] {
  return bootstrapRates(
    entryErrors(pairs, overall, threshold),
    overall,
    [0, 1],
    multiplicities,
    resamples,
    overallTotals,
  );
}
