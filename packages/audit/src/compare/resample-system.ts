import { areaUnderCurve } from '../accuracy/area-under-curve';
import { rocCurve } from '../accuracy/roc-curve';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import { challengeTable } from '../fairness/challenge-auc';
import { planBias } from '../fairness/challenge-bias';
import { giniCoefficient } from '../fairness/gini-coefficient';
import { type Grouping, groupImages } from '../fairness/group-images';
import { pairCell, pairCells } from '../fairness/pair-cells';
import type { VerificationData } from '../read/verification-data';
import { bootstrapRates, correctVariance } from '../uncertainty/bootstrap-rates';
import { aucBackground, type AucMoves, movedAucs, resampleWithBackground } from '../uncertainty/auc-background';
import { clusterMeans, resampleMeans } from '../uncertainty/cluster-means';
import { clusterPairs, type PairClusters } from '../uncertainty/cluster-pairs';
import { personPairs } from '../uncertainty/person-pairs';
import { entryErrors } from '../uncertainty/entry-errors';
import { type DrawnPeople, drawPeople } from '../uncertainty/draw-people';
import { placedInRows } from './placed-in-rows';

export interface ResampleSystemOptions {
  /** Attributes whose combinations are the groups. */
  protected: readonly string[];
  /** Attributes held constant in the challenge's bias numbers. @default [] */
  legitimate?: readonly string[];
  /** FMR over all impostor pairs at which the groups' rates are taken. @default 1e-2 */
  targetFmr?: number;
  /** FMR over all impostor pairs at which the TAR is taken. @default 1e-3 */
  tarFmr?: number;
  /** @default 1000 */
  resamples?: number;
  /** Systems that are compared need the same one. @default 1 */
  seed?: number;
}

/** A number of a system, and what it is in every resample of the people. */
export interface ResampledMeasure {
  value: number;
  resampled: Float64Array;
}

/**
 * `auc`, `tar` (at `tarFmr`), `fpd` and `fnd` (Gini coefficient of the groups' FMR and FNMR at `targetFmr`), `bias-negative` and
 * `bias-positive` (the challenge's), `fmr/GROUP` and `fnmr/GROUP` (at `targetFmr`).
 */
export type ResampledSystem = ReadonlyMap<string, ResampledMeasure>;

/**
 * The measures of a system, each with its values in resamples of the people, for paired comparisons: two systems that were
 * resampled with one seed had the same people drawn (`compareResampled`). Thresholds are set once, on the whole sample.
 *
 * @param runs the scored pairs; with several (the same method trained with several seeds) every measure is the mean over the
 * runs. Their images are the same, their pairs need not be.
 * @throws RangeError where there is no run, one is of other images or lacks genuine or impostor pairs.
 */
export function resampleSystem(runs: readonly VerificationData[], options: ResampleSystemOptions): ResampledSystem {
  const { resamples = 1000, seed = 1 } = options;
  const [first] = runs;
  if (first === undefined) throw new RangeError('there is no run to resample');
  if (runs.some(({ images }) => images.length !== first.images.length)) {
    throw new RangeError(`runs are of different images: ${runs.map(({ images }) => images.length).join(', ')}`);
  }
  const grouping = groupImages(first, options.protected);
  const people = drawPeople(
    first,
    runs.map(({ pairs }) => pairs),
    { groupOf: grouping.groupOf, groups: grouping.names.length, resamples, seed },
  );
  const measured = runs.map((run) => measureRun(run, { grouping, resamples, people }, options));
  const names = measured[0]?.keys() ?? [];
  return new Map([...names].map((name) => [name, mean(measured.flatMap((run) => run.get(name) ?? []))]));
}

interface Plan {
  people: DrawnPeople;
  grouping: Grouping;
  resamples: number;
}

function measureRun(
  data: VerificationData,
  plan: Plan,
  { targetFmr = 1e-2, tarFmr = 1e-3, legitimate = [], protected: by }: ResampleSystemOptions,
): Map<string, ResampledMeasure> {
  const { grouping, resamples } = plan;
  const { subjectOf, subjects, multiplicities } = plan.people;
  const { names } = grouping;
  const people = personPairs(data.pairs, subjectOf, subjects);
  const within = clusterPairs(people, pairCells(data.pairs, grouping), (names.length * (names.length + 1)) / 2);
  const overall = clusterPairs(people, new Int32Array(data.pairs.length), 1);
  const roc = rocCurve(data.pairs);
  const placed = placedInRows(data.pairs);
  const errorsAt = (clusters: PairClusters, fmr: number): Float64Array =>
    entryErrors(data.pairs, clusters, thresholdAtFmr(roc, fmr));
  const ratesOf = (clusters: PairClusters, fmr: number, slots: readonly number[]): ResampledMeasure[] =>
    bootstrapRates(errorsAt(clusters, fmr), clusters, slots, multiplicities, resamples).map((rate) => ({
      value: rate.rate,
      resampled: correctVariance(rate),
    }));
  const gini = (rates: readonly ResampledMeasure[]): ResampledMeasure =>
    combine(rates, resamples, (values) => giniCoefficient(values));
  const slots = (kind: 0 | 1): number[] => names.map((_, g) => 2 * pairCell(g, g) + kind);
  const fmr = ratesOf(within, targetFmr, slots(0));
  const fnmr = ratesOf(within, targetFmr, slots(1));
  const measures = new Map<string, ResampledMeasure>();
  measures.set('auc', aucOf(areaUnderCurve(roc), placed, overall, plan));
  measures.set(
    'tar',
    combine(ratesOf(overall, tarFmr, [1]), resamples, ([refused = NaN]) => 1 - refused),
  );
  measures.set('fpd', gini(fmr));
  measures.set('fnd', gini(fnmr));
  const background = aucBackground(placed, clusterMeans(placed, overall), overall, subjects);
  const table = challengeTable(data, { people, placed, background }, { protected: by, legitimate });
  for (const [kind, name] of ['bias-negative', 'bias-positive'].entries()) {
    const own = table.cells.filter(({ slot }) => slot % 2 === kind);
    const bias = planBias(
      own.map(({ cell }) => cell),
      names,
    );
    const drawn = resampleWithBackground(
      table.means,
      table.clusters,
      own.map(({ slot }) => slot),
      background,
      multiplicities,
      resamples,
    );
    const cells = own.map(({ cell: { auc } }, n) => ({
      value: auc,
      resampled: movedAucs(auc, drawn[n] as AucMoves, background),
    }));
    measures.set(
      name,
      combine(cells, resamples, (values) => bias.evaluate(values).bias ?? NaN),
    );
  }
  names.forEach((group, g) => measures.set(`fmr/${group}`, fmr[g] as ResampledMeasure));
  names.forEach((group, g) => measures.set(`fnmr/${group}`, fnmr[g] as ResampledMeasure));
  return measures;
}

/** To first order: each person pulls on the AUC by its genuine and its impostor pairs together. */
function aucOf(
  value: number,
  placed: Float64Array,
  overall: PairClusters,
  { people: { multiplicities }, resamples }: Plan,
): ResampledMeasure {
  const means = clusterMeans(placed, overall);
  const drawn = resampleMeans(means, overall, [0, 1], multiplicities, resamples);
  const resampled = Float64Array.from({ length: resamples }, (_, r) =>
    drawn.reduce((sum, kind, n) => sum + (kind[r] as number) - (means.mean[n] as number), value),
  );
  return { value, resampled };
}

function combine(
  parts: readonly ResampledMeasure[],
  resamples: number,
  measure: (values: number[]) => number,
): ResampledMeasure {
  const at = (r: number): number => measure(parts.map(({ resampled }) => resampled[r] as number));
  return {
    value: measure(parts.map(({ value }) => value)),
    resampled: Float64Array.from({ length: resamples }, (_, r) => at(r)),
  };
}

function mean(measures: readonly ResampledMeasure[]): ResampledMeasure {
  const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return combine(measures, measures[0]?.resampled.length ?? 0, average);
}
