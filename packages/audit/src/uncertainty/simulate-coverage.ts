import { placements } from '../accuracy/placements';
import { sortPairs } from '../accuracy/sort-pairs';
import { preparePeople } from '../audit/prepare-people';
import { resampleMeasures } from '../audit/resample-measures';
import { type GroupValues, summaryMeasures } from '../audit/summary-measures';
import { type GroupErrors, RateTable } from '../fairness/group-error-rates';
import { aucInterval, shareInterval } from './auc-interval';
import { checkScores } from './check-scores';
import { clusterMeans } from './cluster-means';
import { checkChallenge, checkComparison, checkRates, type NoteInterval } from './coverage-checks';
import type { Resampling } from './draw-multiplicities';
import { drawPeople } from './draw-people';
import { drawVerificationPairs, type SimulatedPeople, trueAuc } from './draw-verification-pairs';
import { entryErrors } from './entry-errors';
import { randomStream } from './random';
import type { IntervalKind } from './replicate-interval';

export interface SimulateCoverageOptions extends Partial<SimulatedPeople> {
  /** @default 300 */
  repetitions?: number;
  /** Resamples for the bootstrap. @default 300 */
  resamples?: number;
  /** @default 1 */
  seed?: number;
  /** How the intervals of the summary measures are made. @default 'normal' */
  interval?: IntervalKind;
  /** @default 'subjects' */
  resampling?: Resampling;
  /** Whether only rates and the measures made of them are looked at, which takes an eighth of the time. @default false */
  ratesOnly?: boolean;
}

/** How often the intervals of one method held the true value. */
export interface Coverage {
  /**
   * `rate fmr`, `rate fnmr`, `plain fmr` (Wilson with independent pairs), `ratio fmr`, `auc`, a measure such as `max-min-ratio fmr`,
   * `eer`, `d-prime`, `kl genuine`, `js impostor`, `wasserstein genuine`, `ece`, `ks`, `brier`, `bias positive`, `cell auc positive`, or, from a second system on the same pairs, `difference auc`, `difference fnmr`.
   */
  method: string;
  /** Share of the intervals that held it, lay wholly above it, lay wholly below it. */
  held: number;
  above: number;
  below: number;
  /** Intervals that were looked at. */
  intervals: number;
}

/** Looks at 0 as the threshold: `drawVerificationPairs` centres its scores there. */
const THRESHOLD = 0;

/**
 * Measures how often the 95 % intervals of this package hold the truth. Scores are normal with a part of their own for each
 * person, so that pairs that share a person depend on each other and the true rates are known exactly; each repetition draws
 * new persons and new pairs.
 */
export function simulateCoverage(options: SimulateCoverageOptions = {}): Coverage[] {
  const {
    repetitions = 300,
    resamples = 300,
    seed = 1,
    interval = 'normal',
    resampling = 'subjects',
    ratesOnly = false,
  } = options;
  const people: SimulatedPeople = {
    people: 100,
    images: 3,
    impostorsPerPerson: 100,
    fmr: [0.01, 0.02],
    fnmr: [0.05, 0.1],
    dependence: 0.3,
    ...options,
  };
  const random = randomStream(seed);
  const found = new Map<string, Coverage>();
  const note: NoteInterval = (method, lower, upper, truth) => {
    const entry = found.get(method) ?? { method, held: 0, above: 0, below: 0, intervals: 0 };
    entry.intervals++;
    // Bounds are rounded numbers, and the truth may be one of them.
    if ((lower ?? -Infinity) > truth + 1e-12) entry.above++;
    else if ((upper ?? Infinity) < truth - 1e-12) entry.below++;
    else entry.held++;
    found.set(method, entry);
  };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const drawn = drawVerificationPairs(people, random);
    const { groupOf, groups } = drawn;
    const pairs = sortPairs(drawn.data.pairs);
    const data = { ...drawn.data, pairs };
    const drawing = { groupOf, groups, resamples, seed: seed + repetition, resampling };
    const prepared = preparePeople({ pairs, drawn: drawPeople(data, [pairs], drawing), groupOf, groups, resamples });
    const names = Array.from({ length: groups }, (_, g) => String(g));
    const rates = new RateTable(pairs, prepared, names, [THRESHOLD]).at(0, { question: 1 });
    checkRates(rates.groups, people, note);
    const truth = trueValues(rates.groups, people);
    const overall = { fmr: rates.overall.fmr.rate ?? NaN, fnmr: rates.overall.fnmr.rate ?? NaN };
    const targetFmr = mean(people.fmr);
    const errors = entryErrors(pairs, prepared.clusters, THRESHOLD);
    const settings = { errors, threshold: THRESHOLD, targetFmr, overall, resamples, interval };
    const definitions = summaryMeasures(targetFmr);
    resampleMeasures(pairs, prepared, rates.groups, settings).forEach(({ id, of, lower, upper }, n) => {
      // Two groups with as many pairs each lie equally far from the rates of all: SEDG is 0 whatever is drawn.
      if (id !== 'sedg' || groups > 2) note(`${id} ${of}`, lower, upper, definitions[n]?.value(truth) ?? NaN);
    });
    if (ratesOnly) continue;
    const placed = placements(pairs);
    const {
      auc,
      deviation,
      people: inPairs,
    } = aucInterval(data.subjects.length, prepared.overall, clusterMeans(placed, prepared.overall));
    const { lower, upper } = shareInterval(auc, deviation, inPairs);
    note('auc', lower, upper, trueAuc(people));
    checkChallenge({ ...drawn, data }, prepared, placed, people, resamples, note);
    checkScores({ ...drawn, data }, prepared, people, { resamples, interval }, note);
    checkComparison({ ...drawn, data }, people, random, note);
  }
  return [...found.values()].map(({ method, held, above, below, intervals }) => ({
    method,
    intervals,
    held: held / intervals,
    above: above / intervals,
    below: below / intervals,
  }));
}

/** The true rates and accuracies of the groups. */
function trueValues(groups: readonly GroupErrors[], { fmr, fnmr }: SimulatedPeople): GroupValues {
  return {
    fmr: Float64Array.from(fmr),
    fnmr: Float64Array.from(fnmr),
    // Groups have the same number of pairs.
    overall: { fmr: mean(fmr), fnmr: mean(fnmr) },
    accuracy: Float64Array.from(groups, (group, g) => {
      const wrong = (fmr[g] ?? 0) * group.fmr.n + (fnmr[g] ?? 0) * group.fnmr.n;
      return 100 * (1 - wrong / (group.fmr.n + group.fnmr.n));
    }),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
