import fc from 'fast-check';
import { sortPairs } from '../accuracy/sort-pairs';
import { placements } from '../accuracy/placements';
import { groupImages } from '../fairness/group-images';
import { giniCoefficient } from '../fairness/gini-coefficient';
import { pairCell, pairCells } from '../fairness/pair-cells';
import type { VerificationData } from '../read/verification-data';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { golden, goldenData } from '../testing/golden';
import { bootstrapRates, correctSpread, correctVariance } from './bootstrap-rates';
import { clusterMeans, resampleMeans } from './cluster-means';
import { clusterPairs, mergeCells, type PairClusters, slotPeople } from './cluster-pairs';
import { personPairs } from './person-pairs';
import { drawMultiplicities } from './draw-multiplicities';
import { entryErrors } from './entry-errors';
import { dyadicVariance, rateVariance } from './dyadic-variance';
import { Z95 } from './normal';
import { randomStream } from './random';
import { studentQuantile } from './student-quantile';
import { sweepRates } from './sweep-rates';
import { weightedTotals } from './weighted-totals';

const sorted = (of: VerificationData): VerificationData => ({ ...of, pairs: sortPairs(of.pairs) });
const data = sorted(goldenData());
const cluster = (of: VerificationData, by: readonly string[] = ['gender', 'skin']) => {
  const groups = groupImages(of, by);
  const cells = (groups.names.length * (groups.names.length + 1)) / 2;
  return clusterPairs(personPairs(of.pairs, of.subjectOf, of.subjects.length), pairCells(of.pairs, groups), cells);
};
const clusters = cluster(data);
const inOneCell = (): PairClusters => cluster(data, []);

/** A few images of a few people in two groups, with any pairs. */
const anyData: fc.Arbitrary<VerificationData> = fc
  .array(fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 0, max: 8 })), { minLength: 1, maxLength: 80 })
  .map((rows) => rows.filter(([a, b]) => a !== b))
  .map((rows) =>
    verificationDataFromRecords(
      Array.from({ length: 12 }, (_, n) => ({ id: String(n), subject: String(n % 5), attributes: { g: n % 2 } })),
      rows.map(([a, b, score]) => ({ id1: String(a), id2: String(b), score: score / 8 })),
    ),
  )
  .map(sorted);

/** Errors e and pairs m by unordered pair of persons, the slow way. */
function dyads(of: VerificationData, cellOf: Int32Array, cell: number, kind: number, threshold: number) {
  const found = new Map<string, { people: number[]; e: number; m: number }>();
  for (let n = 0; n < of.pairs.length; n++) {
    if (cellOf[n] !== cell || of.pairs.genuine[n] !== kind) continue;
    const people = [of.pairs.left[n], of.pairs.right[n]].map((image) => of.subjectOf[image ?? 0] ?? 0).sort();
    const entry = found.get(String(people)) ?? { people, e: 0, m: 0 };
    entry.m += 1;
    entry.e += (of.pairs.score[n] ?? 0) >= threshold === (kind === 1) ? 0 : 1;
    found.set(String(people), entry);
  }
  return [...found.values()];
}

describe('sweepRates', () => {
  it('gives counts and dyadic variances as the definition does', () => {
    fc.assert(
      fc.property(anyData, fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 1, maxLength: 4 }), (of, steps) => {
        const groups = groupImages(of, ['g']);
        const cellOf = pairCells(of.pairs, groups);
        const thresholds = steps.map((step) => step / 8);
        const found = cluster(of, ['g']);
        const sweep = sweepRates(of.pairs, found, thresholds);
        for (const [at, threshold] of thresholds.entries()) {
          for (let slot = 0; slot < 6; slot++) {
            const kind = slot % 2;
            const entries = dyads(of, cellOf, slot >> 1, kind, threshold);
            const total = entries.reduce((sum, { m }) => sum + m, 0);
            const k = entries.reduce((sum, { e }) => sum + e, 0);
            expect(found.slotPairs[slot]).toBe(total);
            expect(slotPeople(found, slot)).toBe(new Set(entries.flatMap(({ people }) => people)).size);
            expect(sweep.errors[at * 6 + slot]).toBe(k);
            if (total === 0) continue;
            const p = k / total;
            const twice = entries.reduce((sum, { e, m }) => sum + (e - p * m) ** 2, 0);
            const persons = [0, 1, 2, 3, 4].filter((i) => entries.some(({ people }) => people.includes(i)));
            const sum = (i: number, of: (entry: (typeof entries)[number]) => number): number =>
              entries.reduce((all, entry) => all + (entry.people.includes(i) ? of(entry) : 0), 0);
            const sums = {
              pull: Float64Array.from(persons, (i) => sum(i, ({ e, m }) => e - p * m)),
              pairs: Float64Array.from(persons, (i) => sum(i, ({ m }) => m)),
              total,
              twice: kind === 1 ? 0 : twice,
            };
            expect(sweep.variance[at * 6 + slot]).toBeCloseTo(rateVariance(p, sums, kind === 1), 10);
          }
        }
      }),
    );
  });
});

describe('mergeCells', () => {
  const { pairs } = data;
  const people = personPairs(pairs, data.subjectOf, data.subjects.length);
  // Cells by image, so that pairs of the same persons are in several of them, and by person.
  const scattered = pairs.left.map((image, n) => (image + (pairs.right[n] as number)) % 5);
  const byPerson = pairs.left.map((image) => (data.subjectOf[image] as number) % 5);
  const counts = (one: PairClusters) => ({
    slots: Array.from(one.slotPairs),
    people: Array.from({ length: 2 * one.cells }, (_, slot) => slotPeople(one, slot)),
    // For every pair how many pairs of the same persons are in its cell.
    alike: Array.from(one.entryOf, (entry) => (entry < 0 ? -1 : one.entryPairs[entry])),
  });

  it.each([
    ['scattered over cells', scattered],
    ['in one cell each', byPerson],
  ])('counts persons %s as if the pairs were in the larger cells from the start', (_, cellOf) => {
    const into = Int32Array.of(1, -1, 0, 1, -1);
    const direct = clusterPairs(
      people,
      cellOf.map((cell) => into[cell] as number),
      2,
    );
    expect(counts(mergeCells(clusterPairs(people, cellOf, 5), people, into, 2))).toEqual(counts(direct));
  });
});

describe('dyadicVariance', () => {
  it('is the jackknife over persons, with t for z', () => {
    // Errors of 20 persons with different numbers of genuine pairs.
    const pairs = Float64Array.from({ length: 20 }, (_, i) => 3 + (i % 4));
    const errors = Float64Array.from({ length: 20 }, (_, i) => (i * 7) % 3);
    const all = (of: Float64Array): number => of.reduce((sum, x) => sum + x, 0);
    const [total, wrong] = [all(pairs), all(errors)];
    const pull = errors.map((e, i) => e - (wrong / total) * (pairs[i] ?? 0));
    const jackknife =
      errors.reduce((sum, e, i) => sum + ((wrong - e) / (total - (pairs[i] ?? 0)) - wrong / total) ** 2, 0) * (19 / 20);
    // Known kurtosis is taken off; with much of it the degrees of freedom are the persons less one.
    const found = dyadicVariance({ pull, pairs, total, kurtosis: 100 });
    expect(found).toBeCloseTo(jackknife * (studentQuantile(0.975, 19) / Z95) ** 2, 12);
  });

  it('grows where few persons have most of the errors', () => {
    const pairs = new Float64Array(100).fill(10);
    const even = Float64Array.from(pairs, (_, i) => (i % 2 === 0 ? 1 : -1));
    const uneven = Float64Array.from(pairs, (_, i) => (i < 2 ? (i === 0 ? 1 : -1) * Math.sqrt(50) : 0));
    const variance = (pull: Float64Array): number => dyadicVariance({ pull, pairs, total: 1000 });
    expect(variance(uneven) / variance(even)).toBeGreaterThan(1.8);
    expect(dyadicVariance({ pull: new Float64Array(3), pairs, total: 3, independent: 0.25 })).toBe(0.25);
  });
});

describe('bootstrap', () => {
  it('gives the golden weighted rates for given multiplicities', () => {
    const count = golden.expected.weighted.length;
    const multiplicities = new Uint8Array(data.subjects.length * count);
    golden.expected.weighted.forEach((sample, r) =>
      sample.multiplicities.forEach((m, person) => {
        multiplicities[data.subjects.indexOf(String(person)) * count + r] = m;
      }),
    );
    const slots = [0, 1, 2, 3].flatMap((g) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
    const threshold = golden.expected.weighted[0]?.threshold ?? NaN;
    const rates = bootstrapRates(entryErrors(data.pairs, clusters, threshold), clusters, slots, multiplicities, count);
    const pairTotals = slots.map((slot) => weightedTotals(clusters, slot, clusters.entryPairs, multiplicities, count));
    const one = inOneCell();
    const all = bootstrapRates(entryErrors(data.pairs, one, threshold), one, [0, 1], multiplicities, count);
    golden.expected.weighted.forEach(({ groups, overall, fpd, fnd }, r) => {
      const at = (n: number): number => rates[n]?.resampled[r] ?? NaN;
      groups.forEach(({ fmr, fnmr, impostor, genuine }, g) => {
        expect(at(2 * g)).toBeCloseTo(fmr ?? rates[2 * g]?.rate ?? NaN, 13);
        expect(at(2 * g + 1)).toBeCloseTo(fnmr ?? rates[2 * g + 1]?.rate ?? NaN, 13);
        expect([pairTotals[2 * g]?.[r], pairTotals[2 * g + 1]?.[r]]).toEqual([impostor, genuine]);
      });
      expect(all[0]?.resampled[r]).toBeCloseTo(overall.fmr ?? NaN, 13);
      expect(all[1]?.resampled[r]).toBeCloseTo(overall.fnmr ?? NaN, 13);
      if (fpd === null || fnd === null || fpd === undefined || fnd === undefined) return;
      expect(giniCoefficient(groups.map((_, g) => at(2 * g)))).toBeCloseTo(fpd, 12);
      expect(giniCoefficient(groups.map((_, g) => at(2 * g + 1)))).toBeCloseTo(fnd, 12);
    });
  });

  it('adds packed multiplicities exactly, whatever their size', () => {
    fc.assert(
      fc.property(
        anyData,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(1, 3, 255),
        fc.nat(),
        (of, resamples, most, seed) => {
          const random = randomStream(seed);
          const found = cluster(of, ['g']);
          const m = Uint8Array.from({ length: of.subjects.length * resamples }, () =>
            Math.floor(random() * (most + 1)),
          );
          for (let slot = 0; slot < 6; slot++) {
            const totals = weightedTotals(found, slot, found.entryPairs, m, resamples);
            for (let r = 0; r < resamples; r++) {
              const weight = (image: number): number => m[(of.subjectOf[image] ?? 0) * resamples + r] ?? NaN;
              const cellOf = pairCells(of.pairs, groupImages(of, ['g']));
              let expected = 0;
              for (let n = 0; n < of.pairs.length; n++) {
                const kind = of.pairs.genuine[n] ?? NaN;
                if (2 * (cellOf[n] ?? NaN) + kind !== slot) continue;
                const [a, b] = [of.pairs.left[n] ?? 0, of.pairs.right[n] ?? 0];
                expected += kind === 1 ? weight(a) : weight(a) * weight(b);
              }
              expect(totals[r]).toBe(expected);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('draws as many persons as a stratum has, from one seed', () => {
    const stratumOf = Int32Array.from([0, 1, 0, 0, 1]);
    const drawn = drawMultiplicities({ stratumOf, strata: 2, resamples: 200, seed: 3 });
    for (let r = 0; r < 200; r++) {
      const m = Array.from({ length: 5 }, (_, person) => drawn[person * 200 + r] ?? 0);
      expect((m[0] ?? 0) + (m[2] ?? 0) + (m[3] ?? 0)).toBe(3);
      expect((m[1] ?? 0) + (m[4] ?? 0)).toBe(2);
    }
    expect(drawMultiplicities({ stratumOf, strata: 2, resamples: 200, seed: 3 })).toEqual(drawn);
    expect(drawMultiplicities({ stratumOf, strata: 2, resamples: 200, seed: 4 })).not.toEqual(drawn);
    const doubled = drawMultiplicities({
      stratumOf,
      strata: 2,
      resamples: 200,
      seed: 3,
      resampling: 'double-or-nothing',
    });
    expect(new Set(doubled)).toEqual(new Set([0, 2]));
  });

  it('agrees with the dyadic variance after its correction', () => {
    const resamples = 4000;
    const multiplicities = drawMultiplicities({
      stratumOf: new Int32Array(data.subjects.length),
      strata: 1,
      resamples,
      seed: 1,
    });
    const one = inOneCell();
    const sweep = sweepRates(data.pairs, one, [0.3]);
    const [fmr, fnmr] = bootstrapRates(entryErrors(data.pairs, one, 0.3), one, [0, 1], multiplicities, resamples);
    for (const [slot, rate] of [fmr, fnmr].entries()) {
      if (rate === undefined) throw new Error('no rate');
      expect(rate.variance).toBeCloseTo(sweep.variance[slot] ?? NaN, 12);
      const logs = correctVariance(rate).map(Math.log);
      const mean = logs.reduce((sum, x) => sum + x, 0) / resamples;
      const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (resamples - 1);
      expect(mean).toBeCloseTo(Math.log(rate.rate), 10);
      expect(variance).toBeCloseTo(rate.variance / rate.rate ** 2, 8);
    }
  });

  it('moves rates for differences until they have the dyadic variance, by hand', () => {
    // Mean 0.3, deviation 0.1: about 0.4 with twice the deviation, and none below 0 or above 1.
    const rate = { rate: 0.4, resampled: Float64Array.of(0.2, 0.3, 0.4), variance: 0.04 };
    expect([...correctSpread(rate)]).toEqual([0.2, 0.4, 0.6].map((x) => expect.closeTo(x, 12)));
    expect([...correctSpread({ ...rate, variance: 1 })]).toEqual([0, expect.closeTo(0.4, 12), 1]);
  });

  it('leaves a rate without errors where it is', () => {
    const resampled = new Float64Array(3);
    expect(correctVariance({ rate: 0, resampled, variance: 0 })).toEqual(resampled);
    expect(correctSpread({ rate: 0, resampled, variance: 0 })).toEqual(resampled);
  });
});

describe('clusterMeans', () => {
  const placed = placements(data.pairs);

  it('has the AUC as the mean of either side', () => {
    const one = inOneCell();
    const { mean } = clusterMeans(placed, one);
    expect(mean[0]).toBeCloseTo(golden.expected.auc, 13);
    expect(mean[1]).toBeCloseTo(golden.expected.auc, 13);
  });

  it('resamples with the variance it tells', () => {
    const resamples = 4000;
    const drawn = drawMultiplicities({
      stratumOf: new Int32Array(data.subjects.length),
      strata: 1,
      resamples,
      seed: 5,
    });
    const means = clusterMeans(placed, clusters);
    const slots = [1, 4, 5];
    resampleMeans(means, clusters, slots, drawn, resamples).forEach((values, n) => {
      const slot = slots[n] ?? 0;
      const average = values.reduce((sum, x) => sum + x, 0) / resamples;
      const variance = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / resamples;
      expect(average).toBeCloseTo(means.mean[slot] ?? NaN, 3);
      expect(variance / (means.variance[slot] ?? NaN)).toBeCloseTo(1, 0);
    });
  });
});
