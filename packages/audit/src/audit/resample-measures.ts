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
import { type IntervalKind, replicateInterval } from '../uncertainty/replicate-interval';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import type { PreparedPeople } from './prepare-people';

type Measure = AuditResult['measures'][number];

/** Everything that a summary measure may look at: the groups' rates and their accuracies in percent. */
interface GroupValues {
  fmr: Float64Array;
  fnmr: Float64Array;
  accuracy: Float64Array;
}

interface MeasureDefinition {
  id: string;
  of: Measure['of'];
  ideal: number;
  range: readonly [number, number];
  log?: boolean;
  value(values: GroupValues): number;
}

const RATIO = { ideal: 1, range: [1, Infinity], log: true } as const;
const SHARE = { ideal: 0, range: [0, 1] } as const;

function definitions(target: number, overall: { fmr: number; fnmr: number }): MeasureDefinition[] {
  return [
    { id: 'max-min-difference', of: 'fmr', ...SHARE, value: ({ fmr }) => maxMinDifference(fmr) },
    { id: 'max-min-difference', of: 'fnmr', ...SHARE, value: ({ fnmr }) => maxMinDifference(fnmr) },
    { id: 'max-min-ratio', of: 'fmr', ...RATIO, value: ({ fmr }) => maxMinRatio(fmr) },
    { id: 'max-min-ratio', of: 'fnmr', ...RATIO, value: ({ fnmr }) => maxMinRatio(fnmr) },
    { id: 'max-geomean-ratio', of: 'fmr', ...RATIO, value: ({ fmr }) => maxGeomeanRatio(fmr) },
    { id: 'max-geomean-ratio', of: 'fnmr', ...RATIO, value: ({ fnmr }) => maxGeomeanRatio(fnmr) },
    { id: 'fpd', of: 'fmr', ...SHARE, value: ({ fmr }) => giniCoefficient(fmr) },
    { id: 'fnd', of: 'fnmr', ...SHARE, value: ({ fnmr }) => giniCoefficient(fnmr) },
    { id: 'garbe', of: 'both', ...SHARE, value: (rates) => garbe(rates) },
    { id: 'fdr', of: 'both', ideal: 1, range: [0, 1], value: (rates) => fairnessDiscrepancyRate(rates) },
    { id: 'ir', of: 'both', ...RATIO, value: (rates) => inequityRate(rates) },
    {
      id: 'werm',
      of: 'both',
      ideal: 1,
      range: [0, Infinity],
      log: true,
      value: (rates) => worstErrorRatioToMean(rates),
    },
    {
      id: 'mape',
      of: 'fmr',
      ideal: 0,
      range: [0, Infinity],
      value: ({ fmr }) => meanAbsolutePercentageError(fmr, target),
    },
    {
      id: 'sedg',
      of: 'both',
      ideal: 0,
      range: [0, Infinity],
      value: (rates) => standardErrorDifference(rates, overall),
    },
    { id: 'ser', of: 'accuracy', ...RATIO, value: ({ accuracy }) => skewedErrorRatio(accuracy) },
    {
      id: 'std-ddof0',
      of: 'accuracy',
      ideal: 0,
      range: [0, 50],
      value: ({ accuracy }) => standardDeviation(accuracy, 0),
    },
    {
      id: 'std-ddof1',
      of: 'accuracy',
      ideal: 0,
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
  const rates = resampled.map((rate, n) =>
    interval === 'normal' ? correctVariance(rate, clusters.slotPairs[slots[n] as number] as number) : rate.resampled,
  );
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
  return definitions(targetFmr, overall).map(({ id, of, ideal, range, log = false, value: measure }) => {
    const value = measure(point);
    const { lower, upper } = replicateInterval(value, Float64Array.from(samples, measure), {
      kind: interval,
      range,
      log,
    });
    return { id, of, value: finite(value), lower: finite(lower), upper: finite(upper), ideal };
  });
}
