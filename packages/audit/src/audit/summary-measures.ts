import { fairnessDiscrepancyRate } from '../fairness/fairness-discrepancy-rate';
import { garbe } from '../fairness/garbe';
import { giniCoefficient } from '../fairness/gini-coefficient';
import { inequityRate } from '../fairness/inequity-rate';
import { maxGeomeanRatio } from '../fairness/max-geomean-ratio';
import { maxMinDifference } from '../fairness/max-min-difference';
import { maxMinRatio } from '../fairness/max-min-ratio';
import { meanAbsolutePercentageError } from '../fairness/mean-absolute-percentage-error';
import { skewedErrorRatio } from '../fairness/skewed-error-ratio';
import { standardDeviation } from '../fairness/standard-deviation';
import { movesOfDeviations, standardErrorDifference } from '../fairness/standard-error-difference';
import { worstErrorRatioToMean } from '../fairness/worst-error-ratio-to-mean';
import type { Inequality } from '../uncertainty/replicate-interval';
import type { AuditResult } from './audit-schema';

/** FMR and FNMR of all pairs, those between groups included. */
export interface OverallRates {
  fmr: number;
  fnmr: number;
}

/** Everything that a summary measure may look at: the groups' rates and their accuracies in percent, and the rates of all pairs. */
export interface GroupValues {
  fmr: Float64Array;
  fnmr: Float64Array;
  accuracy: Float64Array;
  overall: OverallRates;
}

/** What chance makes of the groups in one resample. */
export interface Resample {
  /** The groups as they were found, and with what all groups together have. */
  point: GroupValues;
  common: GroupValues;
  /** The groups resampled. */
  sample: GroupValues;
  /** The same when they all have the common values: what is left are the errors of the resample. */
  alike: GroupValues;
  /** Whether a test finds no difference between the groups' rates. */
  mayBeAlike: boolean;
}

export interface MeasureDefinition {
  id: string;
  of: AuditResult['measures'][number]['of'];
  ideal: number;
  range: readonly [number, number];
  scale: Inequality['scale'];
  /**
   * Where its interval begins when the groups are alike.
   * @default ideal
   */
  start?(common: GroupValues): number;
  /**
   * Its value in a resample when all is as fair as can be.
   * @default value(alike)
   */
  chance?(resample: Resample): number;
  /**
   * From where the rates are drawn together for the test of smaller values: both ends (`range`), or the largest only (`largest`), for
   * measures against the mean. See `nearestGroups`.
   */
  extremes?: 'range' | 'largest';
  value(values: GroupValues): number;
}

const RATIO = { ideal: 1, range: [1, Infinity], scale: 'ratio' } as const;
const SHARE = { ideal: 0, range: [0, 1], scale: 'share' } as const;
const DISTANCE = { ideal: 0, scale: 'distance' } as const;

/** The summary measures for rates at a target FMR. */
export function summaryMeasures(target: number): MeasureDefinition[] {
  return [
    {
      id: 'max-min-difference',
      of: 'fmr',
      ...DISTANCE,
      range: [0, 1],
      extremes: 'range',
      value: ({ fmr }) => maxMinDifference(fmr),
    },
    {
      id: 'max-min-difference',
      of: 'fnmr',
      ...DISTANCE,
      range: [0, 1],
      extremes: 'range',
      value: ({ fnmr }) => maxMinDifference(fnmr),
    },
    { id: 'max-min-ratio', of: 'fmr', ...RATIO, extremes: 'range', value: ({ fmr }) => maxMinRatio(fmr) },
    { id: 'max-min-ratio', of: 'fnmr', ...RATIO, extremes: 'range', value: ({ fnmr }) => maxMinRatio(fnmr) },
    { id: 'max-geomean-ratio', of: 'fmr', ...RATIO, extremes: 'largest', value: ({ fmr }) => maxGeomeanRatio(fmr) },
    { id: 'max-geomean-ratio', of: 'fnmr', ...RATIO, extremes: 'largest', value: ({ fnmr }) => maxGeomeanRatio(fnmr) },
    { id: 'fpd', of: 'fmr', ...SHARE, extremes: 'range', value: ({ fmr }) => giniCoefficient(fmr) },
    { id: 'fnd', of: 'fnmr', ...SHARE, extremes: 'range', value: ({ fnmr }) => giniCoefficient(fnmr) },
    { id: 'garbe', of: 'both', ...SHARE, extremes: 'range', value: (rates) => garbe(rates) },
    {
      id: 'fdr',
      of: 'both',
      ideal: 1,
      range: [0, 1],
      scale: 'distance',
      extremes: 'range',
      value: (rates) => fairnessDiscrepancyRate(rates),
    },
    { id: 'ir', of: 'both', ...RATIO, extremes: 'range', value: (rates) => inequityRate(rates) },
    {
      id: 'werm',
      of: 'both',
      ideal: 1,
      range: [0, Infinity],
      scale: 'ratio',
      extremes: 'largest',
      // A little below its ideal value, the more so the lower the rates, which are not known exactly.
      start: ({ fmr, fnmr }) => worstErrorRatioToMean({ fmr: fmr.map((e) => e / 2), fnmr: fnmr.map((e) => e / 2) }),
      value: (rates) => worstErrorRatioToMean(rates),
    },
    {
      id: 'mape',
      of: 'fmr',
      ideal: 0,
      scale: 'distance',
      range: [0, Infinity],
      // Fair is not only that the groups are alike, but that all are at the target.
      chance: ({ alike, common }) => {
        const scale = target / (common.fmr[0] as number);
        const fmr = alike.fmr.map((rate) => rate * scale);
        return meanAbsolutePercentageError(fmr, target);
      },
      value: ({ fmr }) => meanAbsolutePercentageError(fmr, target),
    },
    {
      id: 'sedg',
      of: 'both',
      ideal: 0,
      scale: 'relative',
      range: [0, Infinity],
      // Equal deviations are fair here, not only equal rates: each group's deviation then moves about their mean.
      chance: ({ sample, point, common, mayBeAlike }) =>
        standardDeviation(movesOfDeviations(sample, point, mayBeAlike ? common : point), 0),
      value: (rates) => standardErrorDifference(rates, rates.overall),
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
