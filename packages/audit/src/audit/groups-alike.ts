import type { GroupErrors } from '../fairness/group-error-rates';
import { equalValues } from '../uncertainty/equal-values';
import type { AuditResult } from './audit-schema';
import { columnsOf, type GroupSamples } from './resampled-groups';
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

/** The values of a resample carried over from the rates found to others; a rate that was found to be 0 tells nothing of its errors. */
export function carryAll(
  values: Float64Array,
  found: Float64Array,
  rates: Float64Array,
  carryOver: CarryOver,
  into: Float64Array,
): void {
  for (let g = 0; g < into.length; g++) {
    const was = found[g] as number;
    const rate = rates[g] as number;
    into[g] = was === 0 ? rate : carryOver(values[g] as number, was, rate);
  }
}

/** Resampled values of groups that all have the common ones, `into`: what is left are the errors of the resample. */
export function withoutDifferences(
  sample: GroupValues,
  point: GroupValues,
  common: GroupValues,
  carryOver: CarryOver,
  into: GroupValues,
): void {
  carryAll(sample.fmr, point.fmr, common.fmr, carryOver, into.fmr);
  carryAll(sample.fnmr, point.fnmr, common.fnmr, carryOver, into.fnmr);
  for (let g = 0; g < into.accuracy.length; g++) {
    const value = 100 - (sample.accuracy[g] as number);
    const found = 100 - (point.accuracy[g] as number);
    const rate = 100 - (common.accuracy[g] as number);
    into.accuracy[g] = 100 - (found === 0 ? rate : carryOver(value, found, rate));
  }
  into.overall = sample.overall;
}

/**
 * Tests whether the groups have the same FMR and the same FNMR. The two tests share the level of 1 % (Bonferroni): where they are
 * wrong, no more than that of the 5 % of an interval is lost.
 */
export function haveEqualRates(point: GroupValues, samples: GroupSamples): boolean {
  return ERRORS.every((of) => {
    const values = Array.from(point[of], Math.log);
    if (!values.every(Number.isFinite)) return true;
    const resampled = columnsOf(samples, of, values.length).map((column) => column.map(Math.log));
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
