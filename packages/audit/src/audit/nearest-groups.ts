import { clipExtremes } from '../uncertainty/clip-extremes';
import { moments } from '../uncertainty/moments';
import type { CarryOver } from './groups-alike';
import type { GroupValues, MeasureDefinition } from './summary-measures';

const ERRORS = ['fmr', 'fnmr'] as const;
const BISECTIONS = 20;

/** Groups that were found, with their rates in the resamples. */
export interface NearestGroupsOptions {
  point: GroupValues;
  samples: readonly GroupValues[];
  /** How errors of other rates are made of those of the rates found. */
  carryOver: CarryOver;
}

/**
 * For a measure of the largest and the smallest rate: gives for a value x the groups next to those found whose measure is no
 * farther from its ideal than x, and the measure in the resamples of such groups. Logarithms of rates are drawn together from both
 * ends (`clipExtremes`), weighted by their inverse variance, by the same mass for FMR and FNMR where both count.
 *
 * @returns nothing where a rate is 0, whose variance is not known.
 */
export function nearestGroups(
  { of, ideal, value: measure }: MeasureDefinition,
  { point, samples, carryOver }: NearestGroupsOptions,
): ((x: number) => { value: number; resampled: Float64Array }) | undefined {
  const used = ERRORS.filter((error) => of === error || of === 'both');
  if (used.some((error) => point[error].some((rate) => rate === 0))) return undefined;
  const ends = used.map((error) => {
    const values = point[error].map(Math.log);
    const weights = values.map((_, g) => {
      const deviation = moments(samples.map((sample) => sample[error][g] as number)).deviation;
      return ((point[error][g] as number) / deviation) ** 2;
    });
    return { error, values, weights };
  });
  if (ends.some(({ weights }) => !weights.every(Number.isFinite))) return undefined;
  const clipped = (mass: number): GroupValues =>
    ends.reduce((groups, { error, values, weights }) => {
      return { ...groups, [error]: clipExtremes(values, weights, mass).map(Math.exp) };
    }, point);
  const most = Math.max(
    ...ends.map(({ values, weights }) => {
      const low = Math.min(...values);
      return values.reduce((sum, value, g) => sum + (weights[g] as number) * (value - low), 0);
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
    const resampled = Float64Array.from(samples, (sample) => {
      for (const error of used) {
        for (let g = 0; g < around[error].length; g++)
          around[error][g] = carryOver(
            sample[error][g] as number,
            point[error][g] as number,
            groups[error][g] as number,
          );
      }
      return measure(around);
    });
    return { value: measure(groups), resampled };
  };
}
