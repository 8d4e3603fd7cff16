import fc from 'fast-check';
import { sortPairs } from '../accuracy/sort-pairs';
import { placements } from '../accuracy/placements';
import { groupImages } from '../fairness/group-images';
import { pairCell, pairCells } from '../fairness/pair-cells';
import type { VerificationData } from '../read/verification-data';
import { verificationDataFromRecords } from '../read/verification-data-from-records';
import { golden, goldenData } from '../testing/golden';
import { bootstrapRates, correctVariance } from './bootstrap-rates';
import { clusterMeans, resampleMeans } from './cluster-means';
import { clusterPairs, type PairClusters, personPairs, slotPeople } from './cluster-pairs';
import { drawMultiplicities } from './draw-multiplicities';
import { levelOf, normalCdf, normalQuantile, Z95 } from './normal';
import { randomStream } from './random';
import { ratioInterval } from './ratio-interval';
import { replicateInterval } from './replicate-interval';
import { sweepRates } from './sweep-rates';
import { weightedTotals } from './weighted-totals';
import { wilsonInterval } from './wilson-interval';

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
            const S2 = entries.reduce((sum, { e, m }) => sum + (e - p * m) ** 2, 0);
            const R = Array.from({ length: 5 }, (_, i) =>
              entries.reduce((sum, { people, e, m }) => sum + (people.includes(i) ? e - p * m : 0), 0),
            );
            const R2 = R.reduce((sum, r) => sum + r * r, 0);
            const expected = kind === 1 ? S2 / total ** 2 : Math.max((R2 - S2) / total ** 2, (p * (1 - p)) / total);
            expect(sweep.variance[at * 6 + slot]).toBeCloseTo(expected, 10);
          }
        }
      }),
    );
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
    const rates = bootstrapRates(data.pairs, clusters, threshold, slots, multiplicities, count);
    golden.expected.weighted.forEach(({ groups }, r) =>
      groups.forEach(({ fmr, fnmr }, g) => {
        expect(rates[2 * g]?.resampled[r]).toBeCloseTo(fmr ?? rates[2 * g]?.rate ?? NaN, 13);
        expect(rates[2 * g + 1]?.resampled[r]).toBeCloseTo(fnmr ?? rates[2 * g + 1]?.rate ?? NaN, 13);
      }),
    );
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
      ...{ stratumOf: new Int32Array(data.subjects.length), strata: 1, resamples, seed: 1 },
    });
    const one = inOneCell();
    const sweep = sweepRates(data.pairs, one, [0.3]);
    const [fmr, fnmr] = bootstrapRates(data.pairs, one, 0.3, [0, 1], multiplicities, resamples);
    for (const [slot, rate] of [fmr, fnmr].entries()) {
      if (rate === undefined) throw new Error('no rate');
      const corrected = correctVariance(rate, one.slotPairs[slot] ?? 0);
      const mean = corrected.reduce((sum, x) => sum + x, 0) / resamples;
      const variance = corrected.reduce((sum, x) => sum + (x - mean) ** 2, 0) / resamples;
      expect(mean).toBeCloseTo(rate.rate, 10);
      expect(variance / (sweep.variance[slot] ?? NaN)).toBeGreaterThan(0.85);
      expect(variance / (sweep.variance[slot] ?? NaN)).toBeLessThan(1.15);
    }
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
      ...{ stratumOf: new Int32Array(data.subjects.length), strata: 1, resamples, seed: 5 },
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

describe('intervals', () => {
  it('Wilson with binomial variance gives the textbook bounds', () => {
    // 10 of 100: Wilson (1927) 0.0552 .. 0.1744.
    const { lower, upper } = wilsonInterval({ k: 10, n: 100, people: 2 });
    expect(lower).toBeCloseTo(0.0552, 4);
    expect(upper).toBeCloseTo(0.1744, 4);
  });

  it('widens with the variance, but never beyond half the people', () => {
    const width = (variance: number): number => {
      const { lower, upper } = wilsonInterval({ k: 100, n: 10_000, variance, people: 400 });
      return upper - lower;
    };
    expect(width(4e-6)).toBeGreaterThan(width(1e-6));
    expect(width(1)).toBe(width(0.5));
    expect(width(1)).toBeCloseTo(
      (({ lower, upper }) => upper - lower)(wilsonInterval({ k: 2, n: 200, people: 2 })),
      10,
    );
  });

  it('keeps its head at none, one, all errors and no pairs', () => {
    expect(wilsonInterval({ k: 0, n: 1000, people: 100 })).toMatchObject({
      lower: 0,
      upper: expect.closeTo(0.0714, 3),
    });
    expect(wilsonInterval({ k: 1, n: 1000, people: 100 }).lower).toBeCloseTo(5.13e-5, 6);
    expect(wilsonInterval({ k: 9, n: 9, people: 9 }).upper).toBe(1);
    expect(wilsonInterval({ k: 0, n: 0, people: 0 })).toEqual({ lower: 0, upper: 1 });
  });

  it('ratio of two rates, by hand and at zero', () => {
    const rate = (value: number, lower: number, upper: number) => ({
      rate: value,
      variance: (value / 5) ** 2,
      lower,
      upper,
    });
    const { lower, upper } = ratioInterval(rate(0.2, 0.1, 0.3), rate(0.1, 0.05, 0.2));
    expect(lower).toBeCloseTo(2 * Math.exp(-Z95 * Math.sqrt(0.08)), 12);
    expect(upper).toBeCloseTo(2 * Math.exp(Z95 * Math.sqrt(0.08)), 12);
    expect(ratioInterval(rate(0.2, 0.1, 0.3), rate(0, 0, 0.05))).toEqual({ lower: 2, upper: Infinity });
    expect(ratioInterval(rate(0, 0, 0.05), rate(0.2, 0.1, 0.3))).toEqual({ lower: 0, upper: 0.5 });
  });

  it('from resampled values: normal, percentile, recentred', () => {
    const values = Float64Array.from({ length: 1001 }, (_, n) => 0.3 + n / 1000);
    const interval = (kind: 'normal' | 'percentile' | 'recentred') =>
      replicateInterval(0.5, values, { kind, range: [0, 1] });
    expect(interval('percentile')).toEqual({ lower: expect.closeTo(0.325, 6), upper: 1 });
    expect(interval('recentred')).toEqual({ lower: expect.closeTo(0.025, 6), upper: expect.closeTo(0.975, 6) });
    expect(interval('normal').lower).toBe(0);
    expect(replicateInterval(2, Float64Array.from([1, 2, 4, Infinity]), { log: true }).upper).toBeGreaterThan(4);
    expect(replicateInterval(Infinity, values, { range: [1, Infinity] })).toEqual({ lower: 1, upper: Infinity });
  });

  it('normal distribution', () => {
    expect(levelOf(Z95)).toBeCloseTo(0.95, 6);
    expect(normalQuantile(0.975)).toBeCloseTo(Z95, 5);
    expect(normalCdf(-1)).toBeCloseTo(0.1586553, 6);
  });
});
