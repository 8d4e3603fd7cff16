import { fairnessDiscrepancyRate } from '../fairness/fairness-discrepancy-rate';
import { garbe } from '../fairness/garbe';
import { giniCoefficient } from '../fairness/gini-coefficient';
import type { GroupErrors } from '../fairness/group-error-rates';
import { inequityRate } from '../fairness/inequity-rate';
import { maxGeomeanRatio } from '../fairness/max-geomean-ratio';
import { maxMinDifference } from '../fairness/max-min-difference';
import { maxMinRatio } from '../fairness/max-min-ratio';
import { meanAbsolutePercentageError } from '../fairness/mean-absolute-percentage-error';
import { pairCell } from '../fairness/pair-cells';
import { skewedErrorRatio } from '../fairness/skewed-error-ratio';
import { standardDeviation } from '../fairness/standard-deviation';
import { standardErrorDifference } from '../fairness/standard-error-difference';
import { worstErrorRatioToMean } from '../fairness/worst-error-ratio-to-mean';
import { bootstrapRates, correctVariance } from '../uncertainty/bootstrap-rates';
import type { ScoredPairs } from '../read/verification-data';
import { equalValues } from '../uncertainty/equal-values';
import { type Inequality, type IntervalKind, replicateInterval } from '../uncertainty/replicate-interval';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import type { PreparedPeople } from './prepare-people';

type Measure = AuditResult['measures'][number];

/** Everything that a summary measure may look at: the groups' rates and their accuracies in percent. */
export interface GroupValues {
  fmr: Float64Array;
  fnmr: Float64Array;
  accuracy: Float64Array;
}

export interface MeasureDefinition {
  id: string;
  of: Measure['of'];
  ideal: number;
  range: readonly [number, number];
  scale: Inequality['scale'];
  /**
   * Whether its interval has a bound on the side of inequality only: equal rates are not all it asks for, so that no test says
   * where the other bound belongs.
   * @default false
   */
  oneSided?: boolean;
  value(values: GroupValues): number;
}

const RATIO = { ideal: 1, range: [1, Infinity], scale: 'ratio' } as const;
const SHARE = { ideal: 0, range: [0, 1], scale: 'share' } as const;
const DISTANCE = { ideal: 0, scale: 'distance' } as const;

/** The summary measures for rates at a target FMR, with the rates of all groups together. */
export function summaryMeasures(target: number, overall: { fmr: number; fnmr: number }): MeasureDefinition[] {
  return [
    { id: 'max-min-difference', of: 'fmr', ...DISTANCE, range: [0, 1], value: ({ fmr }) => maxMinDifference(fmr) },
    { id: 'max-min-difference', of: 'fnmr', ...DISTANCE, range: [0, 1], value: ({ fnmr }) => maxMinDifference(fnmr) },
    { id: 'max-min-ratio', of: 'fmr', ...RATIO, value: ({ fmr }) => maxMinRatio(fmr) },
    { id: 'max-min-ratio', of: 'fnmr', ...RATIO, value: ({ fnmr }) => maxMinRatio(fnmr) },
    { id: 'max-geomean-ratio', of: 'fmr', ...RATIO, value: ({ fmr }) => maxGeomeanRatio(fmr) },
    { id: 'max-geomean-ratio', of: 'fnmr', ...RATIO, value: ({ fnmr }) => maxGeomeanRatio(fnmr) },
    { id: 'fpd', of: 'fmr', ...SHARE, value: ({ fmr }) => giniCoefficient(fmr) },
    { id: 'fnd', of: 'fnmr', ...SHARE, value: ({ fnmr }) => giniCoefficient(fnmr) },
    { id: 'garbe', of: 'both', ...SHARE, value: (rates) => garbe(rates) },
    {
      id: 'fdr',
      of: 'both',
      ideal: 1,
      range: [0, 1],
      scale: 'share',
      value: (rates) => fairnessDiscrepancyRate(rates),
    },
    { id: 'ir', of: 'both', ...RATIO, value: (rates) => inequityRate(rates) },
    {
      id: 'werm',
      of: 'both',
      ideal: 1,
      range: [0, Infinity],
      scale: 'ratio',
      value: (rates) => worstErrorRatioToMean(rates),
    },
    {
      id: 'mape',
      of: 'fmr',
      ...DISTANCE,
      range: [0, Infinity],
      oneSided: true,
      value: ({ fmr }) => meanAbsolutePercentageError(fmr, target),
    },
    {
      id: 'sedg',
      of: 'both',
      ...DISTANCE,
      range: [0, Infinity],
      oneSided: true,
      value: (rates) => standardErrorDifference(rates, overall),
    },
    { id: 'ser', of: 'accuracy', ...RATIO, value: ({ accuracy }) => skewedErrorRatio(accuracy) },
    {
      id: 'std-ddof0',
      of: 'accuracy',
      ...DISTANCE,
      range: [0, 50],
      value: ({ accuracy }) => standardDeviation(accuracy, 0),
    },
    {
      id: 'std-ddof1',
      of: 'accuracy',
      ...DISTANCE,
      range: [0, 100],
      value: ({ accuracy }) => standardDeviation(accuracy, 1),
    },
  ];
}

export interface ResampleMeasuresOptions {
  threshold: number;
  targetFmr: number;
  overall: { fmr: number; fnmr: number };
  resamples: number;
  interval: IntervalKind;
}

/**
 * The summary measures of the groups' rates with intervals from the subject-level bootstrap. Groups without genuine or impostor
 * pairs of their own take no part. `normal` intervals use resampled rates with corrected variance; `percentile` and `recentred`
 * use them as they come.
 */
export function resampleMeasures(
  pairs: ScoredPairs,
  { clusters, multiplicities, totals }: PreparedPeople,
  groups: readonly GroupErrors[],
  { threshold, targetFmr, overall, resamples, interval }: ResampleMeasuresOptions,
): Measure[] {
  const known = groups.map((group, g) => ({ group, g })).filter(({ group }) => group.fmr.n > 0 && group.fnmr.n > 0);
  if (known.length < 2) return [];
  const slots = known.flatMap(({ g }) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
  const pairTotals = known.flatMap(({ g }) => totals.slice(2 * g, 2 * g + 2));
  const resampled = bootstrapRates(pairs, clusters, threshold, slots, multiplicities, resamples, pairTotals);
  const rates = resampled.map((rate) => (interval === 'normal' ? correctVariance(rate) : rate.resampled));
  const values = known.map(() => 0);
  const at = (pick: (g: number, kind: 0 | 1) => number): GroupValues => {
    const fmr = Float64Array.from(values, (_, g) => pick(g, 0));
    const fnmr = Float64Array.from(values, (_, g) => pick(g, 1));
    const accuracy = Float64Array.from(known, ({ group }, g) => {
      const wrong = (fmr[g] as number) * group.fmr.n + (fnmr[g] as number) * group.fnmr.n;
      return 100 * (1 - wrong / (group.fmr.n + group.fnmr.n));
    });
    return { fmr, fnmr, accuracy };
  };
  const point = at((g, kind) => known[g]?.group[kind === 0 ? 'fmr' : 'fnmr'].rate ?? 0);
  const samples = Array.from({ length: resamples }, (_, r) => at((g, kind) => rates[2 * g + kind]?.[r] ?? 0));
  const equal = equality(
    known.map(({ group }) => group),
    point,
    samples,
  );
  // Where all groups have the rates of all pairs, WERM is a little below its ideal value of 1.
  const alike = at((_, kind) => (kind === 0 ? overall.fmr : overall.fnmr));
  return summaryMeasures(targetFmr, overall).map(
    ({ id, of, ideal, range, scale, oneSided = false, value: measure }) => {
      const value = measure(point);
      const start = oneSided || of === 'accuracy' ? ideal : measure(alike);
      const inequality = { ideal: start, scale, equal: oneSided || equal(of) };
      const { lower, upper } = replicateInterval(value, Float64Array.from(samples, measure), {
        kind: interval,
        range,
        inequality,
      });
      return { id, of, value: finite(value), lower: finite(lower), upper: finite(upper), ideal };
    },
  );
}

/** Whether the groups may all have the same rates; a rate of 0 never varies, so that intervals are looked at instead. */
function equality(
  groups: readonly GroupErrors[],
  point: GroupValues,
  samples: readonly GroupValues[],
): (of: Measure['of']) => boolean {
  const test = (of: keyof GroupValues, level?: number): boolean => {
    if (of !== 'accuracy' && groups.some((group) => group[of].k === 0)) {
      return Math.max(...groups.map((group) => group[of].lower)) <= Math.min(...groups.map((group) => group[of].upper));
    }
    const scale = of === 'accuracy' ? (x: number) => x : Math.log;
    const resampled = groups.map((_, g) => Float64Array.from(samples, (sample) => scale(sample[of][g] as number)));
    return equalValues(Array.from(point[of], scale), resampled, level);
  };
  // Two tests share the level (Bonferroni) where a measure looks at both errors.
  const both = test('fmr', 0.975) && test('fnmr', 0.975);
  const found: Partial<Record<Measure['of'], boolean>> = {
    both,
    fmr: test('fmr'),
    fnmr: test('fnmr'),
    accuracy: test('accuracy'),
  };
  return (of) => found[of] ?? false;
}
