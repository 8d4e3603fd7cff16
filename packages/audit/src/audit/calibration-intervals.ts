import { pairCell } from '../fairness/pair-cells';
import { inBlocks } from '../kernels/in-blocks';
import type { ScoredPairs } from '../read/verification-data';
import { shareInterval } from '../uncertainty/auc-interval';
import { clusterMeans } from '../uncertainty/cluster-means';
import { slotPeople } from '../uncertainty/cluster-pairs';
import { moments } from '../uncertainty/moments';
import { peopleNote } from '../uncertainty/people-note';
import { type Inequality, replicateInterval } from '../uncertainty/replicate-interval';
import { resampleSums, slotScale, type SlotSums, sumsByPerson } from '../uncertainty/sums-by-person';
import type { Interval } from '../uncertainty/wilson-interval';
import type { AuditResult } from './audit-schema';
import { type CalibratedPairs, cutGaps, GAP_CELLS } from './cut-gaps';
import { type IntervalOptions, MOST_RESAMPLES } from './distance-intervals';
import { finite } from './finite';
import type { PreparedPeople } from './prepare-people';

/** Columns: the squared gap, then the signed gaps, as far as chance moves them, cell by cell. */
const COLUMNS = 1 + GAP_CELLS;
const NO_INTERVAL = { lower: null, upper: null };

/**
 * The groups' calibration errors with intervals from resamples of the people. All three are made of means over the pairs of a
 * group, impostor and genuine together: of the signed gaps truth - probability in the bins of the ECE and in finer cells for the KS
 * error, and of the squared gaps for the Brier score. The borders of the bins are held as they are; how the calibration follows the
 * pairs it is fitted to is allowed for (`CutGaps`).
 *
 * @param pairs in rising order of their scores, and people in the same.
 */
export function calibrationIntervals(
  pairs: ScoredPairs,
  calibrated: CalibratedPairs,
  { clusters, multiplicities }: PreparedPeople,
  { resamples: stride, interval }: IntervalOptions,
): AuditResult['scoreCalibration'] {
  const resamples = Math.min(stride, MOST_RESAMPLES);
  const values = calibrated.calibrationErrors;
  const { gap, cellOf, sums: gapSums, binOf, free, optimism } = cutGaps(pairs, calibrated);
  const slots = values.flatMap((_, g) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
  const sums = sumsByPerson(clusters, slots, COLUMNS, (kernels, into) =>
    inBlocks(kernels, gap.length, (from, to) => {
      const [gaps, left] = [kernels.place(gap.subarray(from, to)), kernels.place(free.subarray(from, to))];
      const [cells, entries] = [cellOf.subarray(from, to), clusters.entryOf.subarray(from, to)];
      kernels.run.addGaps(gaps, left, kernels.place(cells), kernels.place(entries), to - from, ...into);
    }),
  );
  const means = clusterMeans(gap, clusters);
  return values.map((value, g) => {
    const own = [sums[2 * g], sums[2 * g + 1]] as [SlotSums, SlotSums];
    const people = Math.max(...own.map(({ slot }) => slotPeople(clusters, slot)));
    const known = { ...value, people, note: peopleNote(people, value.n) };
    if (people < 2) return { ...known, intervals: { ece: NO_INTERVAL, ks: NO_INTERVAL, brier: NO_INTERVAL } };
    const centre = Float64Array.from({ length: COLUMNS }, (_, c) =>
      own.reduce((sum, { totals }) => sum + (totals[c] as number) / value.n, 0),
    );
    const moves = new Float64Array(COLUMNS * resamples);
    for (const sumsOfSlot of own) {
      const scale = slotScale(means, clusters, sumsOfSlot.slot);
      const options = { centre, total: value.n, scale, multiplicities, stride, resamples };
      resampleSums(sumsOfSlot, clusters, options, moves);
    }
    const bins = binOf[g] as Int32Array;
    const found = Float64Array.of(centre[0] as number, ...(gapSums[g] as Float64Array).map((sum) => sum / value.n));
    const moved = gapErrors(found, moves, bins);
    // What the moves alone make, without any gaps.
    const chance = gapErrors(new Float64Array(COLUMNS), moves, bins);
    const bounds = (id: 'ece' | 'ks') => {
      const inequality: Inequality = { ideal: 0, scale: 'distance', chance: chance[id] };
      const options = { kind: interval, range: [0, 1], inequality } as const;
      return finiteBounds(replicateInterval(value[id] ?? NaN, moved[id], options));
    };
    const brier =
      interval === 'normal'
        ? brierInterval(value.brier ?? NaN, optimism[g] as number, moments(moved.brier).deviation, people)
        : replicateInterval(value.brier ?? NaN, moved.brier, { kind: interval, range: [0, 1] });
    return { ...known, intervals: { ece: bounds('ece'), ks: bounds('ks'), brier: finiteBounds(brier) } };
  });
}

const finiteBounds = ({ lower, upper }: Interval) => ({ lower: finite(lower), upper: finite(upper) });

/** About the score without its optimism, on the logit scale; the score itself is never left out. */
function brierInterval(value: number, optimism: number, deviation: number, people: number): Interval {
  const { lower, upper } = shareInterval(value + optimism, deviation, people);
  return { lower: Math.min(value, lower), upper: Math.max(value, upper) };
}

/** With the means moved in each resample: the sum of the bins' |gap|, the largest running sum of the cells, and the squared gap. */
function gapErrors(means: Float64Array, moves: Float64Array, binOf: Int32Array) {
  const resamples = moves.length / COLUMNS;
  const errors = {
    ece: new Float64Array(resamples),
    ks: new Float64Array(resamples),
    brier: new Float64Array(resamples),
  };
  for (let r = 0; r < resamples; r++) {
    const from = r * COLUMNS;
    let ece = 0;
    let ks = 0;
    let running = 0;
    let inBin = 0;
    for (let cell = 0; cell < GAP_CELLS; cell++) {
      const gap = (means[1 + cell] as number) + (moves[from + 1 + cell] as number);
      running += gap;
      inBin += gap;
      ks = Math.max(ks, Math.abs(running));
      if (binOf[cell] === binOf[cell + 1]) continue;
      ece += Math.abs(inBin);
      inBin = 0;
    }
    errors.ece[r] = ece;
    errors.ks[r] = ks;
    errors.brier[r] = (means[0] as number) + (moves[from] as number);
  }
  return errors;
}
