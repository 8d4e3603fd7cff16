import type { GroupErrors } from '../fairness/group-error-rates';
import { equalValues } from '../uncertainty/equal-values';
import type { AuditResult } from './audit-schema';
import type { GroupValues, OverallRates } from './summary-measures';

const ERRORS = ['fmr', 'fnmr'] as const;

/** Every group with the rates and the accuracy of all groups together, beside the rates of all pairs that were found. */
export function commonValues(groups: readonly GroupErrors[], overall: OverallRates): GroupValues {
  const sum = (of: 'k' | 'n', errors: readonly ('fmr' | 'fnmr')[]): number =>
    groups.reduce((all, group) => errors.reduce((some, error) => some + group[error][of], all), 0);
  const rate = (...errors: ('fmr' | 'fnmr')[]): number => sum('k', errors) / sum('n', errors);
  const filled = (value: number): Float64Array => new Float64Array(groups.length).fill(value);
  const accuracy = filled(100 * (1 - rate(...ERRORS)));
  return { fmr: filled(rate('fmr')), fnmr: filled(rate('fnmr')), accuracy, overall };
}

/** The value that a resample makes of another rate, where it makes `value` of the one that was found. */
export type CarryOver = (value: number, found: number, rate: number) => number;

export const asRatio: CarryOver = (value, found, rate) => (value === 0 ? rate : (rate * value) / found);

/** As for counts: the size of errors grows with the root of the rate. */
export const asCount: CarryOver = (value, found, rate) => Math.max(0, rate + Math.sqrt(rate / found) * (value - found));

/** Resampled values of groups that all have the common ones: what is left are the errors of the resample. */
export function withoutDifferences(
  sample: GroupValues,
  point: GroupValues,
  common: GroupValues,
  carryOver: CarryOver,
): GroupValues {
  const moved: CarryOver = (value, found, rate) => (found === 0 ? rate : carryOver(value, found, rate));
  const groups = point.fmr.length;
  const alike = {
    fmr: new Float64Array(groups),
    fnmr: new Float64Array(groups),
    accuracy: new Float64Array(groups),
    overall: sample.overall,
  };
  for (let g = 0; g < groups; g++) {
    const of = (values: Float64Array): number => values[g] as number;
    alike.fmr[g] = moved(of(sample.fmr), of(point.fmr), of(common.fmr));
    alike.fnmr[g] = moved(of(sample.fnmr), of(point.fnmr), of(common.fnmr));
    alike.accuracy[g] = 100 - moved(100 - of(sample.accuracy), 100 - of(point.accuracy), 100 - of(common.accuracy));
  }
  return alike;
}

/**
 * Tests whether the groups have the same FMR and the same FNMR. The two tests share the level of 1 % (Bonferroni): where they are
 * wrong, no more than that of the 5 % of an interval is lost.
 */
export function haveEqualRates(point: GroupValues, samples: readonly GroupValues[]): boolean {
  return ERRORS.every((of) => {
    const values = Array.from(point[of], Math.log);
    if (!values.every(Number.isFinite)) return true;
    const resampled = values.map((_, g) => Float64Array.from(samples, (sample) => Math.log(sample[of][g] as number)));
    return equalValues(values, resampled, 0.995);
  });
}

/**
 * Rates of 0 never vary in resamples, so that chance looks too small: whether such groups may have the rates of all others, by
 * their intervals.
 */
export function mayBeEqualUnseen(
  groups: readonly GroupErrors[],
): (of: AuditResult['measures'][number]['of']) => boolean {
  const overlap = (of: 'fmr' | 'fnmr'): boolean =>
    Math.max(...groups.map((group) => group[of].lower)) <= Math.min(...groups.map((group) => group[of].upper));
  const isUnseen = (of: 'fmr' | 'fnmr'): boolean => groups.some((group) => group[of].k === 0);
  return (of) => {
    const errors = of === 'fmr' || of === 'fnmr' ? [of] : of === 'both' ? ERRORS : [];
    return errors.some(isUnseen) && errors.every(overlap);
  };
}

/**
 * Where no group has an error of a kind, how unequal the rates may be all the same: that of the group of which least is known at the
 * end of its interval, the others 0. `undefined` for a kind with errors.
 *
 * @returns FMR and FNMR of the groups.
 */
export function mostUnequalUnseen(groups: readonly GroupErrors[]): (number[] | undefined)[] {
  return ERRORS.map((of) => {
    if (groups.some((group) => group[of].k > 0)) return undefined;
    const upper = groups.map((group) => group[of].upper);
    const most = upper.indexOf(Math.max(...upper));
    return upper.map((rate, g) => (g === most ? rate : 0));
  });
}
