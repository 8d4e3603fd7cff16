import { giniCoefficient } from '../fairness/gini-coefficient';
import { maxMinRatio } from '../fairness/max-min-ratio';
import { sortPairs } from '../accuracy/sort-pairs';
import type { ScoredPairs } from '../read/verification-data';
import { bootstrapRates, correctVariance } from './bootstrap-rates';
import { clusterPairs, personPairs } from './cluster-pairs';
import { drawMultiplicities, type Resampling } from './draw-multiplicities';
import { normalQuantile } from './normal';
import { randomNormal, randomStream } from './random';
import { rateAt } from './rate';
import { ratioInterval } from './ratio-interval';
import { replicateInterval } from './replicate-interval';
import { sweepRates } from './sweep-rates';
import { type Interval, wilsonInterval } from './wilson-interval';

export interface SimulateCoverageOptions {
  /** Persons in each of two groups. @default 100 */
  people?: number;
  /** Images a person. @default 3 */
  images?: number;
  /** Impostor pairs listed for each person, drawn at random; all where there are fewer. @default 100 */
  impostorsPerPerson?: number;
  /** True FMR of the first group; the second one's is twice as high. @default 0.01 */
  fmr?: number;
  /** True FNMR of the first group; the second one's is twice as high. @default 0.05 */
  fnmr?: number;
  /** Share of the variance of a score that belongs to the persons: how much pairs depend on each other. @default 0.3 */
  dependence?: number;
  /** @default 300 */
  repetitions?: number;
  /** Resamples for the bootstrap. @default 300 */
  resamples?: number;
  /** @default 1 */
  seed?: number;
}

/** Shares of repetitions in which a 95 % interval held the true value, by method. */
export type Coverage = Record<string, number>;

/**
 * Measures how often the intervals of this package hold the truth. Scores are normal with a part of their own for each person, so
 * that pairs that share a person depend on each other and the true rates are known exactly; each repetition draws new
 * persons and new pairs.
 */
export function simulateCoverage(options: SimulateCoverageOptions = {}): Coverage {
  const { people = 100, fmr = 0.01, fnmr = 0.05, repetitions = 300, resamples = 300, seed = 1 } = options;
  const random = randomStream(seed);
  const truth = { fmr: [fmr, 2 * fmr], fnmr: [fnmr, 2 * fnmr] };
  const hits = new Map<string, { held: number; tried: number }>();
  const note = (method: string, { lower, upper }: Interval, value: number): void => {
    const entry = hits.get(method) ?? { held: 0, tried: 0 };
    entry.tried++;
    if (lower <= value && value <= upper) entry.held++;
    hits.set(method, entry);
  };
  const stratumOf = Int32Array.from({ length: 2 * people }, (_, person) => (person < people ? 0 : 1));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const { pairs, subjectOf, cellOf } = drawPairs(options, random);
    const clusters = clusterPairs(personPairs(pairs, subjectOf, 2 * people), cellOf, 2);
    const sweep = sweepRates(pairs, clusters, [0]);
    const rates = [0, 1, 2, 3].map((slot) => rateAt(sweep, clusters, 0, slot, 1));
    const rate = (slot: number) => rates[slot] ?? rateAt(sweep, clusters, 0, slot, 1);
    for (const group of [0, 1]) {
      for (const [kind, error] of (['fmr', 'fnmr'] as const).entries()) {
        const own = rate(2 * group + kind);
        note(`${error}: dyadic Wilson`, own, truth[error][group] as number);
        note(
          `${error}: plain Wilson`,
          wilsonInterval({ k: own.k, n: own.n, people: 0 }),
          truth[error][group] as number,
        );
      }
    }
    for (const [kind, error] of (['fmr', 'fnmr'] as const).entries()) {
      const [a, b] = [rate(2 + kind), rate(kind)].map((r) => ({ ...r, rate: r.rate ?? 0 }));
      if (a && b) note(`${error}: ratio of two groups, log`, ratioInterval(a, b), 2);
    }
    const bootstrap = (resampling: Resampling) => {
      const multiplicities = drawMultiplicities({
        stratumOf,
        strata: 2,
        resamples,
        seed: seed + repetition,
        resampling,
      });
      return bootstrapRates(pairs, clusters, 0, [0, 2], multiplicities, resamples);
    };
    const drawn = bootstrap('subjects');
    drawn.forEach((own, group) => {
      const value = truth.fmr[group] as number;
      note('fmr: bootstrap percentile', replicateInterval(own.rate, own.resampled, { kind: 'percentile' }), value);
      note('fmr: bootstrap recentred', replicateInterval(own.rate, own.resampled, { kind: 'recentred' }), value);
      const corrected = correctVariance(own, clusters.slotPairs[2 * group] as number);
      note('fmr: bootstrap corrected', replicateInterval(own.rate, corrected), value);
    });
    bootstrap('double-or-nothing').forEach((own, group) =>
      note(
        'fmr: double-or-nothing percentile',
        replicateInterval(own.rate, own.resampled, { kind: 'percentile' }),
        truth.fmr[group] as number,
      ),
    );
    const corrected = drawn.map((own, group) => correctVariance(own, clusters.slotPairs[2 * group] as number));
    const measure = (name: string, of: (rates: number[]) => number, log: boolean): void => {
      const value = of(drawn.map((own) => own.rate));
      const values = Float64Array.from({ length: resamples }, (_, r) => of(corrected.map((own) => own[r] as number)));
      note(name, replicateInterval(value, values, { log }), of(truth.fmr));
    };
    measure('fmr: Gini (FPD), bootstrap corrected', giniCoefficient, false);
    measure('fmr: max/min, bootstrap corrected', maxMinRatio, true);
  }
  return Object.fromEntries([...hits].map(([method, { held, tried }]) => [method, held / tried]));
}

/** Scores such that a pair is accepted at 0 and above; group 1 has twice the error rates of group 0. */
function drawPairs(
  {
    people = 100,
    images = 3,
    impostorsPerPerson = 100,
    fmr = 0.01,
    fnmr = 0.05,
    dependence = 0.3,
  }: SimulateCoverageOptions,
  random: () => number,
): { pairs: ScoredPairs; subjectOf: Int32Array; cellOf: Int32Array } {
  const rows: { left: number; right: number; score: number; genuine: number }[] = [];
  const own = Math.sqrt(1 - dependence);
  for (const group of [0, 1]) {
    const first = group * people;
    const centre = { impostor: normalQuantile(fmr * (group + 1)), genuine: -normalQuantile(fnmr * (group + 1)) };
    // A pair of two persons shares out the dependent part between them.
    const lure = Array.from({ length: people }, () => Math.sqrt(dependence / 2) * randomNormal(random));
    const ease = Array.from({ length: people }, () => Math.sqrt(dependence) * randomNormal(random));
    const impostor = (i: number, j: number): void => {
      const score = centre.impostor + (lure[i] as number) + (lure[j] as number) + own * randomNormal(random);
      rows.push({ left: (first + i) * images, right: (first + j) * images, score, genuine: 0 });
    };
    for (let i = 0; i < people; i++) {
      for (let a = 0; a < images; a++) {
        for (let b = 0; b < a; b++) {
          const score = centre.genuine + (ease[i] as number) + own * randomNormal(random);
          rows.push({ left: (first + i) * images + a, right: (first + i) * images + b, score, genuine: 1 });
        }
      }
      if (people - 1 <= impostorsPerPerson) for (let j = 0; j < i; j++) impostor(i, j);
      else {
        for (let n = 0; n < impostorsPerPerson; n++)
          impostor(i, (i + 1 + Math.floor(random() * (people - 1))) % people);
      }
    }
  }
  const pairs = sortPairs({
    length: rows.length,
    left: Int32Array.from(rows, ({ left }) => left),
    right: Int32Array.from(rows, ({ right }) => right),
    score: Float64Array.from(rows, ({ score }) => score),
    genuine: Uint8Array.from(rows, ({ genuine }) => genuine),
  });
  const subjectOf = Int32Array.from({ length: 2 * people * images }, (_, image) => Math.floor(image / images));
  const cellOf = Int32Array.from(pairs.left, (image) => ((subjectOf[image] as number) < people ? 0 : 1));
  return { pairs, subjectOf, cellOf };
}
