import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { EntryClusters, PairClusters } from './cluster-pairs';
import { rateVariance } from './dyadic-variance';
import { sumOf } from './sums';
import type { RateSweep } from './sweep-rates';

/** For each entry its errors at a threshold: impostor pairs that score at least that, genuine pairs that score less. */
export function entryErrors(
  { score, genuine, length }: ScoredPairs,
  { entryOf, entryPairs }: PairClusters,
  threshold: number,
): Float64Array {
  return withKernels((kernels) => {
    const errors = kernels.cleared(8 * entryPairs.length);
    inBlocks(kernels, length, (from, to) => {
      const scores = kernels.place(score.subarray(from, to));
      const kinds = kernels.place(genuine.subarray(from, to));
      const entries = kernels.place(entryOf.subarray(from, to));
      kernels.run.addErrors(scores, kinds, entries, to - from, threshold, errors);
    });
    return kernels.doubles(errors, entryPairs.length).slice();
  });
}

/** The rates of all slots at one threshold from the errors of the entries, as `sweepRates` gives them. */
export function sweepOfErrors(errors: Float64Array, clusters: EntryClusters, threshold: number): RateSweep {
  const slots = clusters.slotPairs.length;
  const found = Float64Array.from({ length: slots }, (_, slot) => slotErrors(errors, clusters, slot));
  return {
    thresholds: [threshold],
    slots,
    errors: found,
    variance: found.map((count, slot) => {
      const pairs = clusters.slotPairs[slot] as number;
      return pairs === 0 ? 0 : slotVariance(clusters, slot, errors, count / pairs);
    }),
  };
}

/** Errors of a slot. */
export function slotErrors(
  errors: Float64Array,
  { entryStart }: Pick<PairClusters, 'entryStart'>,
  slot: number,
): number {
  return sumOf(errors.subarray(entryStart[slot], entryStart[slot + 1]));
}

/** Variance of a slot's error rate, pairs that share persons considered (`sweepRates`). */
export function slotVariance(clusters: EntryClusters, slot: number, errors: Float64Array, rate: number): number {
  const { entryStart, entryPairs, entryA, entryB, rowStart, rowPairs, slotPairs } = clusters;
  const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
  const first = rowStart[slot] as number;
  const pairs = rowPairs.subarray(first, rowStart[slot + 1]);
  const { pull, squares } = withKernels((kernels) => {
    const { run } = kernels;
    const wrong = kernels.place(errors.subarray(from, to));
    const ofEntries = kernels.place(entryPairs.subarray(from, to));
    const [a, b] = [kernels.place(entryA.subarray(from, to)), kernels.place(entryB.subarray(from, to))];
    // As if there were no errors; then those that there are, which are few.
    const pulls = kernels.place(pairs.map((own) => -rate * own));
    const none = rate * rate * run.sumOfSquares(ofEntries, 0, to - from);
    const squares = run.pullByErrors(wrong, ofEntries, a, b, to - from, rate, none, first, pulls);
    return { pull: kernels.doubles(pulls, pairs.length).slice(), squares };
  });
  const genuine = slot % 2 === 1;
  return rateVariance(rate, { pull, pairs, total: slotPairs[slot] as number, twice: genuine ? 0 : squares }, genuine);
}
