import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { EntryClusters, PairClusters } from './cluster-pairs';
import { rateVariance } from './dyadic-variance';
import { sumOf, sumOfSquares } from './sums';
import type { RateSweep } from './sweep-rates';

/** For each entry its errors at a threshold: impostor pairs that score at least that, genuine pairs that score less. */
export function entryErrors(
  { score, genuine, length }: ScoredPairs,
  { entryOf, entryPairs }: PairClusters,
  threshold: number,
): Float64Array {
  return withKernels((kernels) => {
    const errors = kernels.place(new Float64Array(entryPairs.length));
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
  const first = rowStart[slot] as number;
  const pairs = rowPairs.subarray(first, rowStart[slot + 1]);
  // As if there were no errors; then those that there are, which are few.
  const pull = pairs.map((own) => -rate * own);
  let squares = rate * rate * sumOfSquares(entryPairs.subarray(entryStart[slot], entryStart[slot + 1]));
  for (let e = entryStart[slot] as number; e < (entryStart[slot + 1] as number); e++) {
    const wrong = errors[e] as number;
    if (wrong === 0) continue;
    const a = (entryA[e] as number) - first;
    const b = (entryB[e] as number) - first;
    squares += wrong * (wrong - 2 * rate * (entryPairs[e] as number));
    pull[a] = (pull[a] as number) + wrong;
    if (a !== b) pull[b] = (pull[b] as number) + wrong;
  }
  const genuine = slot % 2 === 1;
  return rateVariance(rate, { pull, pairs, total: slotPairs[slot] as number, twice: genuine ? 0 : squares }, genuine);
}
