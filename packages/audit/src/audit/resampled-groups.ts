import type { GroupErrors } from '../fairness/group-error-rates';
import type { GroupValues, OverallRates } from './summary-measures';

/** The values of groups in each resample; an array of them will do. Those of `at` may hold only until it is called again. */
export interface GroupSamples {
  readonly length: number;
  at(r: number): GroupValues | undefined;
}

/**
 * Samples from columns, of which one is written out at a time: measures are made of thousands, and as many small objects would have
 * to be collected again.
 */
export class ResampledGroups implements GroupSamples {
  readonly length: number;
  readonly #rates: readonly Float64Array[];
  readonly #overall: readonly [Float64Array, Float64Array];
  readonly #groups: readonly GroupErrors[];
  readonly #values: GroupValues;

  /**
   * @param rates for each group its FMR and its FNMR in all resamples.
   * @param overall the same of all pairs.
   */
  constructor(
    groups: readonly GroupErrors[],
    rates: readonly Float64Array[],
    overall: readonly [Float64Array, Float64Array],
  ) {
    this.length = overall[0].length;
    this.#rates = rates;
    this.#overall = overall;
    this.#groups = groups;
    this.#values = emptyValues(groups.length);
  }

  at(r: number): GroupValues {
    const { fmr, fnmr, overall } = this.#values;
    const [allFmr, allFnmr] = this.#overall;
    for (let g = 0; g < fmr.length; g++) {
      fmr[g] = this.#rates[2 * g]?.[r] as number;
      fnmr[g] = this.#rates[2 * g + 1]?.[r] as number;
    }
    overall.fmr = allFmr[r] as number;
    overall.fnmr = allFnmr[r] as number;
    addAccuracy(this.#groups, this.#values);
    return this.#values;
  }
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
  const column = (): Float64Array => new Float64Array(groups);
  return { fmr: column(), fnmr: column(), accuracy: column(), overall: { fmr: 0, fnmr: 0 } };
}

function addAccuracy(groups: readonly GroupErrors[], { fmr, fnmr, accuracy }: GroupValues): void {
  for (let g = 0; g < accuracy.length; g++) {
    const { fmr: impostors, fnmr: genuine } = groups[g] as GroupErrors;
    const wrong = (fmr[g] as number) * impostors.n + (fnmr[g] as number) * genuine.n;
    accuracy[g] = 100 * (1 - wrong / (impostors.n + genuine.n));
  }
}

/** One rate of all samples, for each group. */
export function columnsOf(samples: GroupSamples, error: 'fmr' | 'fnmr', groups: number): Float64Array[] {
  const columns = Array.from({ length: groups }, () => new Float64Array(samples.length));
  for (let r = 0; r < samples.length; r++) {
    const rates = (samples.at(r) as GroupValues)[error];
    for (let g = 0; g < groups; g++) (columns[g] as Float64Array)[r] = rates[g] as number;
  }
  return columns;
}
