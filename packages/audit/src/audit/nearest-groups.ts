import { clipExtremes, clipLargest } from '../uncertainty/clip-extremes';
import { moments } from '../uncertainty/moments';
import { type CarryOver, carryAll } from './groups-alike';
import { columnsOf, type GroupSamples } from './resampled-groups';
import type { GroupValues, MeasureDefinition } from './summary-measures';

const ERRORS = ['fmr', 'fnmr'] as const;
const BISECTIONS = 20;

/** Groups that were found, with their rates in the resamples. */
export interface NearestGroupsOptions {
  point: GroupValues;
  samples: GroupSamples;
  /** `rateWeights` of both. */
  weights: Pick<GroupValues, 'fmr' | 'fnmr'>;
  /** How errors of other rates are made of those of the rates found. */
  carryOver: CarryOver;
}

/** The inverse variance of the logarithm of each rate. */
export function rateWeights(point: GroupValues, samples: GroupSamples): Pick<GroupValues, 'fmr' | 'fnmr'> {
  const [fmr, fnmr] = ERRORS.map((error) => {
    const columns = columnsOf(samples, error, point[error].length);
    return point[error].map((rate, g) => (rate / moments(columns[g] as Float64Array).deviation) ** 2);
  }) as [Float64Array, Float64Array];
  return { fmr, fnmr };
}

/**
 * For a measure of the largest rate: gives for a value x the groups next to those found whose measure is no
 * farther from its ideal than x, and the measure in the resamples of such groups. Logarithms of rates are drawn together from both
 * ends (`clipExtremes`, `clipLargest`), weighted by their inverse variance, by the same mass for FMR and FNMR where both count.
 *
 * @returns nothing where a rate is 0, whose variance is not known.
 */
export function nearestGroups(
  { of, ideal, extremes, value: measure }: MeasureDefinition,
  { point, samples, weights: weightsOf, carryOver }: NearestGroupsOptions,
): ((x: number) => { value: number; resampled: Float64Array }) | undefined {
  const used = ERRORS.filter((error) => of === error || of === 'both');
  if (used.some((error) => point[error].some((rate) => rate === 0))) return undefined;
  const ends = used.map((error) => ({ error, values: point[error].map(Math.log), weights: weightsOf[error] }));
  if (ends.some(({ weights }) => !weights.every(Number.isFinite))) return undefined;
  const clip = extremes === 'largest' ? clipLargest : clipExtremes;
  const clipped = (mass: number): GroupValues =>
    ends.reduce((groups, { error, values, weights }) => {
      return { ...groups, [error]: clip(values, weights, mass).map(Math.exp) };
    }, point);
  const most = Math.max(
    ...ends.map(({ values, weights }) => {
      const low = Math.min(...values);
      return values.length * values.reduce((sum, value, g) => sum + (weights[g] as number) * (value - low), 0);
    }),
  );
  return (x) => {
    let [less, more] = [0, most];
    for (let step = 0; step < BISECTIONS; step++) {
      const mass = (less + more) / 2;
      if (Math.abs(measure(clipped(mass)) - ideal) > Math.abs(x - ideal)) less = mass;
      else more = mass;
    }
    const groups = clipped(more);
    const around = { ...point, fmr: point.fmr.slice(), fnmr: point.fnmr.slice() };
    const resampled = new Float64Array(samples.length);
    for (let r = 0; r < resampled.length; r++) {
      const sample = samples.at(r) as GroupValues;
      for (const error of used) carryAll(sample[error], point[error], groups[error], carryOver, around[error]);
      resampled[r] = measure(around);
    }
    return { value: measure(groups), resampled };
  };
}
