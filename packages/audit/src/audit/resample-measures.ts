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
  withoutDifferences,
} from './groups-alike';
import { nearestGroups, rateWeights } from './nearest-groups';
import type { PreparedPeople } from './prepare-people';
import { resampleOverall } from './resample-overall';
import { type GroupValues, type OverallRates, summaryMeasures } from './summary-measures';

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
  const known = groups.map((group, g) => ({ group, g })).filter(({ group }) => group.fmr.n > 0 && group.fnmr.n > 0);
  if (known.length < 2) return [];
  const slots = known.flatMap(({ g }) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
  const pairTotals = known.flatMap(({ g }) => totals.slice(2 * g, 2 * g + 2));
  const resampled = bootstrapRates(errors, clusters, slots, multiplicities, resamples, pairTotals);
  // Made thousands of times: plain loops.
  const at = (all: OverallRates, pick: (g: number, kind: 0 | 1) => number): GroupValues => {
    const fmr = new Float64Array(known.length);
    const fnmr = new Float64Array(known.length);
    const accuracy = new Float64Array(known.length);
    for (let g = 0; g < known.length; g++) {
      const { fmr: impostors, fnmr: genuine } = (known[g] as (typeof known)[number]).group;
      const wrong = (fmr[g] = pick(g, 0)) * impostors.n + (fnmr[g] = pick(g, 1)) * genuine.n;
      accuracy[g] = 100 * (1 - wrong / (impostors.n + genuine.n));
    }
    return { fmr, fnmr, accuracy, overall: all };
  };
  const point = at(overall, (g, kind) => known[g]?.group[kind === 0 ? 'fmr' : 'fnmr'].rate ?? 0);
  const unequal = mostUnequalUnseen(known.map(({ group }) => group));
  const apart = at(overall, (g, kind) => unequal[kind]?.[g] ?? point[kind === 0 ? 'fmr' : 'fnmr'][g] ?? 0);
  const reaching = (measure: (values: GroupValues) => number, { lower, upper }: Interval): Interval => {
    const far = unequal.some((rates) => rates !== undefined) ? measure(apart) : NaN;
    if (Number.isNaN(far)) return { lower, upper };
    return { lower: Math.min(lower, far), upper: Math.max(upper, far) };
  };
  const resampledOverall = resampleOverall(pairs, people, { threshold, resamples });
  const samplesOf = (ratesOf: (rate: ResampledRate) => Float64Array): GroupValues[] => {
    const rates = resampled.map(ratesOf);
    const [fmr, fnmr] = resampledOverall.map(ratesOf);
    return Array.from({ length: resamples }, (_, r) =>
      at({ fmr: fmr?.[r] ?? 0, fnmr: fnmr?.[r] ?? 0 }, (g, kind) => rates[2 * g + kind]?.[r] ?? 0),
    );
  };
  if (interval !== 'normal') {
    const samples = samplesOf((rate) => rate.resampled);
    return summaryMeasures(targetFmr).map(({ id, of, ideal, range, value: measure }) => {
      const value = measure(point);
      const resampled = Float64Array.from(samples, measure);
      const { lower, upper } = reaching(measure, replicateInterval(value, resampled, { kind: interval, range }));
      return { id, of, value: finite(value), lower: finite(lower), upper: finite(upper), ideal };
    });
  }
  const common = commonValues(
    known.map(({ group }) => group),
    overall,
  );
  const prepare = (samples: GroupValues[], carryOver: CarryOver) => {
    const alike = samples.map((sample) => withoutDifferences(sample, point, common, carryOver));
    return { samples, carryOver, alike, weights: rateWeights(point, samples) };
  };
  const ratios = prepare(samplesOf(correctVariance), asRatio);
  const differences = prepare(samplesOf(correctSpread), asCount);
  const mayBeAlike = haveEqualRates(point, ratios.samples);
  const unseen = mayBeEqualUnseen(known.map(({ group }) => group));
  return summaryMeasures(targetFmr).map((definition) => {
    const { id, of, ideal, range, scale, extremes, value: measure } = definition;
    const { start, chance = ({ alike }) => measure(alike) } = definition;
    const { samples, alike, ...rest } = scale === 'ratio' || scale === 'share' ? ratios : differences;
    const value = measure(point);
    const found = replicateInterval(value, Float64Array.from(samples, measure), {
      range,
      inequality: {
        ideal: start?.(common) ?? ideal,
        scale,
        chance: Float64Array.from(alike, (one, r) =>
          chance({ alike: one, sample: samples[r] as GroupValues, point, common, mayBeAlike }),
        ),
        nearest: extremes && nearestGroups(definition, { point, samples, ...rest }),
        equal: unseen(of),
      },
    });
    const { lower, upper } = reaching(measure, found);
    return { id, of, value: finite(value), lower: finite(lower), upper: finite(upper), ideal };
  });
}
