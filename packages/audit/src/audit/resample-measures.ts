import type { GroupErrors } from '../fairness/group-error-rates';
import { pairCell } from '../fairness/pair-cells';
import { bootstrapRates, correctSpread, correctVariance, type ResampledRate } from '../uncertainty/bootstrap-rates';
import type { ScoredPairs } from '../read/verification-data';
import { type IntervalKind, replicateInterval } from '../uncertainty/replicate-interval';
import type { Interval } from '../uncertainty/wilson-interval';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import {
  asCount,
  asRatio,
  type CarryOver,
  commonValues,
  haveEqualRates,
  mayBeEqualUnseen,
  mostUnequalUnseen,
} from './groups-alike';
import { type MeasuredSamples, measureSamples } from './measure-samples';
import { nearestGroups, rateWeights } from './nearest-groups';
import type { PreparedPeople } from './prepare-people';
import { resampleOverall } from './resample-overall';
import { type GroupSamples, ResampledGroups, valuesOfRates } from './resampled-groups';
import { type GroupValues, type MeasureDefinition, type OverallRates, summaryMeasures } from './summary-measures';

type Measure = AuditResult['measures'][number];

export interface ResampleMeasuresOptions {
  /** For each entry of the people's clusters its errors at the threshold (`entryErrors`). */
  errors: Float64Array;
  threshold: number;
  targetFmr: number;
  overall: OverallRates;
  resamples: number;
  interval: IntervalKind;
}

/**
 * The summary measures of the groups' rates with intervals from the subject-level bootstrap. Groups without genuine or impostor
 * pairs of their own take no part. `normal` intervals use resampled rates with corrected variance (of their logarithms for ratios and shares); `percentile` and `recentred`
 * use them as they come. Where no group has an error of a kind, resamples have none either: the intervals then reach to what the
 * rates may be all the same.
 */
export function resampleMeasures(
  pairs: ScoredPairs,
  people: PreparedPeople,
  groups: readonly GroupErrors[],
  { errors, threshold, targetFmr, overall, resamples, interval }: ResampleMeasuresOptions,
): Measure[] {
  const { clusters, multiplicities, totals } = people;
  const places = [...groups.keys()].filter((g) => (groups[g]?.fmr.n ?? 0) > 0 && (groups[g]?.fnmr.n ?? 0) > 0);
  if (places.length < 2) return [];
  const known = places.map((g) => groups[g] as GroupErrors);
  const slots = places.flatMap((g) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
  const pairTotals = places.flatMap((g) => totals.slice(2 * g, 2 * g + 2));
  const resampled = bootstrapRates(errors, clusters, slots, multiplicities, resamples, pairTotals);
  const point = valuesOfRates(
    known,
    known.map(({ fmr }) => fmr.rate ?? 0),
    known.map(({ fnmr }) => fnmr.rate ?? 0),
    overall,
  );
  const unequal = mostUnequalUnseen(known);
  const apart = valuesOfRates(known, unequal[0] ?? point.fmr, unequal[1] ?? point.fnmr, overall);
  const reaching = (measure: (values: GroupValues) => number, { lower, upper }: Interval): Interval => {
    const far = unequal.some((rates) => rates !== undefined) ? measure(apart) : NaN;
    if (Number.isNaN(far)) return { lower, upper };
    return { lower: Math.min(lower, far), upper: Math.max(upper, far) };
  };
  const resampledOverall = resampleOverall(pairs, people, { threshold, resamples }) as [ResampledRate, ResampledRate];
  const samplesOf = (ratesOf: (rate: ResampledRate) => Float64Array): ResampledGroups =>
    new ResampledGroups(known, resampled.map(ratesOf), [ratesOf(resampledOverall[0]), ratesOf(resampledOverall[1])]);
  const definitions = summaryMeasures(targetFmr);
  const asMeasure = ({ id, of, ideal, value }: MeasureDefinition, found: Interval): Measure => {
    const { lower, upper } = reaching(value, found);
    return { id, of, value: finite(value(point)), lower: finite(lower), upper: finite(upper), ideal };
  };
  if (interval !== 'normal') {
    const samples = samplesOf((rate) => rate.resampled);
    return definitions.map((definition) => {
      const resampled = Float64Array.from({ length: resamples }, (_, r) => definition.value(samples.at(r)));
      const options = { kind: interval, range: definition.range };
      return asMeasure(definition, replicateInterval(definition.value(point), resampled, options));
    });
  }
  const common = commonValues(known, overall);
  const samples = { ratios: samplesOf(correctVariance), differences: samplesOf(correctSpread) };
  const given = { point, common, mayBeAlike: haveEqualRates(point, samples.ratios) };
  const prepare = (own: GroupSamples, carryOver: CarryOver, measures: readonly MeasureDefinition[]) => {
    const nearest = { point, samples: own, carryOver, weights: rateWeights(point, own) };
    return { nearest, measured: measureSamples(measures, own, carryOver, given) };
  };
  const ratios = prepare(samples.ratios, asRatio, definitions.filter(isOfRatios));
  const differences = prepare(
    samples.differences,
    asCount,
    definitions.filter((one) => !isOfRatios(one)),
  );
  const unseen = mayBeEqualUnseen(known);
  return definitions.map((definition) => {
    const { of, range, scale, extremes, start, value } = definition;
    const { nearest, measured } = isOfRatios(definition) ? ratios : differences;
    const { resampled, chance } = measured.get(definition) as MeasuredSamples;
    const inequality = {
      ideal: start?.(common) ?? definition.ideal,
      scale,
      chance,
      nearest: extremes && nearestGroups(definition, nearest),
      equal: unseen(of),
    };
    return asMeasure(definition, replicateInterval(value(point), resampled, { range, inequality }));
  });
}

/** Whether the errors of a measure grow with its rates, and not with their root. */
function isOfRatios({ scale }: MeasureDefinition): boolean {
  return scale === 'ratio' || scale === 'share';
}
