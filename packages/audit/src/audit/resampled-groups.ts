import type { GroupErrors } from '../fairness/group-error-rates';
import type { GroupValues, OverallRates } from './summary-measures';

/**
 * The values of groups in each resample, for the measures to be made of.
 *
 * @param rates for each group its FMR and its FNMR in all resamples
 * @param overall the same of all pairs
 */
export function resampledGroups(
  groups: readonly GroupErrors[],
  rates: readonly Float64Array[],
  [allFmr, allFnmr]: readonly [Float64Array, Float64Array],
): GroupValues[] {
  const samples: GroupValues[] = [];
  for (let r = 0; r < allFmr.length; r++) {
    const sample = emptyValues(groups.length);
    for (let g = 0; g < groups.length; g++) {
      sample.fmr[g] = (rates[2 * g] as Float64Array)[r] as number;
      sample.fnmr[g] = (rates[2 * g + 1] as Float64Array)[r] as number;
    }
    sample.overall.fmr = allFmr[r] as number;
    sample.overall.fnmr = allFnmr[r] as number;
    addAccuracy(groups, sample);
    samples.push(sample);
  }
  return samples;
}

/** Values of the groups with the rates that are given. */
export function valuesOfRates(
  groups: readonly GroupErrors[],
  fmr: ArrayLike<number>,
  fnmr: ArrayLike<number>,
  overall: OverallRates,
): GroupValues {
  const values = emptyValues(groups.length);
  values.fmr.set(fmr);
  values.fnmr.set(fnmr);
  addAccuracy(groups, values);
  return { ...values, overall };
}

/** Room for the values of groups. */
export function emptyValues(groups: number): GroupValues {
  return {
    fmr: new Float64Array(groups),
    fnmr: new Float64Array(groups),
    accuracy: new Float64Array(groups),
    overall: { fmr: 0, fnmr: 0 },
  };
}

function addAccuracy(groups: readonly GroupErrors[], { fmr, fnmr, accuracy }: GroupValues): void {
  for (let g = 0; g < accuracy.length; g++) {
    const { fmr: impostors, fnmr: genuine } = groups[g] as GroupErrors;
    const wrong = (fmr[g] as number) * impostors.n + (fnmr[g] as number) * genuine.n;
    accuracy[g] = 100 * (1 - wrong / (impostors.n + genuine.n));
  }
}

/** One rate of all samples, for each group. */
export function columnsOf(samples: readonly GroupValues[], error: 'fmr' | 'fnmr', groups: number): Float64Array[] {
  const columns = Array.from({ length: groups }, () => new Float64Array(samples.length));
  for (let r = 0; r < samples.length; r++) {
    const rates = (samples[r] as GroupValues)[error];
    for (let g = 0; g < groups; g++) (columns[g] as Float64Array)[r] = rates[g] as number;
  }
  return columns;
}
