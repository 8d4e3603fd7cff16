import { dPrime } from '../accuracy/d-prime';
import { dPrimeInfluence } from '../accuracy/d-prime-influence';
import { eerInfluence } from '../accuracy/eer-influence';
import { equalErrorRate } from '../accuracy/equal-error-rate';
import { rocCurve } from '../accuracy/roc-curve';
import { sortPairs } from '../accuracy/sort-pairs';
import { jensenShannon } from '../fairness/jensen-shannon';
import { kernelHistogram } from '../fairness/kernel-histogram';
import { kullbackLeibler } from '../fairness/kullback-leibler';
import { pairCell } from '../fairness/pair-cells';
import { wassersteinDistance } from '../fairness/wasserstein-distance';
import { clusterMeans } from '../uncertainty/cluster-means';
import { drawPeople } from '../uncertainty/draw-people';
import { drawVerificationPairs } from '../uncertainty/draw-verification-pairs';
import { randomStream } from '../uncertainty/random';
import { slotScale } from '../uncertainty/sums-by-person';
import { drawOptions, groupAudit, peopleInput } from './audit-verification';
import { calibrationIntervals } from './calibration-intervals';
import { cutGaps } from './cut-gaps';
import { distanceIntervals } from './distance-intervals';
import { examineScores } from './examine-scores';
import { preparePeople } from './prepare-people';

const drawn = drawVerificationPairs(
  { people: 200, images: 4, impostorsPerPerson: 40, fmr: [0.05, 0.1], fnmr: [0.05, 0.15], dependence: 0.3 },
  randomStream(3),
);
// In the range of cosines.
const data = {
  ...drawn.data,
  pairs: sortPairs({ ...drawn.data.pairs, score: drawn.data.pairs.score.map((score) => 0.4 + score / 20) }),
};
const options = { protected: ['group'], resamples: 2 };
const grouping = groupAudit(data, options);
const scores = examineScores(data, grouping, {});
const { pairs } = data;
const drawnPeople = drawPeople(data, [data.pairs], drawOptions(grouping, options));
const prepared = preparePeople(peopleInput(data.pairs, grouping, drawnPeople, options));
const isOf = (person: number, n: number): boolean =>
  [pairs.left[n], pairs.right[n]].some((image) => data.subjectOf[image as number] === person);

/** Change of the mean of a value over the pairs of a kind when pairs weigh as given. */
function meanChange(value: Float64Array, weight: Float64Array): number {
  return [0, 1].reduce((change, kind) => {
    let [sum, total, plain, count] = [0, 0, 0, 0];
    value.forEach((x, n) => {
      if (pairs.genuine[n] !== kind) return;
      sum += (weight[n] as number) * x;
      total += weight[n] as number;
      plain += x;
      count++;
    });
    return change + sum / total - plain / count;
  }, 0);
}

/** d' of weighted pairs. */
function weightedDPrime(weight: Float64Array): number {
  const [impostor, genuine] = [0, 1].map((kind) => {
    let [total, sum, squares] = [0, 0, 0];
    pairs.score.forEach((score, n) => {
      if (pairs.genuine[n] !== kind) return;
      total += weight[n] as number;
      sum += (weight[n] as number) * score;
      squares += (weight[n] as number) * score * score;
    });
    return { mean: sum / total, variance: squares / total - (sum / total) ** 2 };
  }) as [{ mean: number; variance: number }, { mean: number; variance: number }];
  return Math.abs(genuine.mean - impostor.mean) / Math.sqrt((genuine.variance + impostor.variance) / 2);
}

/** Resample 0 is the sample itself; in resample 1 one person comes up twice. */
function doubled(person: number): typeof prepared {
  const multiplicities = new Uint8Array(data.subjects.length * 2).fill(1);
  multiplicities[2 * person + 1] = 2;
  return { ...prepared, multiplicities };
}

/** The two resampled values lie as far apart as the quantiles of 2.5 and 97.5 % of two values times 1 / 0.95. */
const spread = ({ lower, upper }: { lower: number | null; upper: number | null }): number =>
  ((upper ?? NaN) - (lower ?? NaN)) / 0.95;
const percentile = { resamples: 2, interval: 'percentile' } as const;

describe('first-order influences, against the measure of re-weighted pairs', () => {
  it.each([0, 7, 150, 399])('d′, person %i', (person) => {
    const step = 1e-4;
    const weight = pairs.score.map((_, n) => (isOf(person, n) ? 1 + step : 1));
    const exact = (weightedDPrime(weight) - dPrime(pairs)) / step;
    const linear = meanChange(dPrimeInfluence(pairs), weight) / step;
    expect(Math.abs(exact)).toBeGreaterThan(1e-5);
    expect(linear / exact).toBeCloseTo(1, 3);
  });

  it('EER, of which a step must pass many scores: an eighth of the people twice', () => {
    const roc = rocCurve(pairs);
    const eer = equalErrorRate(roc);
    const influence = eerInfluence(pairs, roc, eer);
    for (const first of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const isTwice = (n: number): boolean =>
        [pairs.left[n], pairs.right[n]].some((image) => (data.subjectOf[image as number] as number) % 8 === first);
      const twice = [...pairs.score.keys()].flatMap((n) => (isTwice(n) ? [n, n] : [n]));
      const exact = equalErrorRate(
        rocCurve({
          score: Float64Array.from(twice, (n) => pairs.score[n] as number),
          genuine: Uint8Array.from(twice, (n) => pairs.genuine[n] as number),
        }),
      ).value;
      const linear = meanChange(
        influence,
        pairs.score.map((_, n) => (isTwice(n) ? 2 : 1)),
      );
      expect(Math.abs(linear - (exact - eer.value))).toBeLessThan(0.25 * Math.abs(exact - eer.value) + 4e-4);
    }
  });

  it.each([3, 111, 190])('distances, person %i of the first group', (person) => {
    const { distributions } = scores;
    const shape = (group: number, kind: number, weight: (n: number) => number): Float64Array => {
      const own = [...pairs.score.keys()].filter((n) => scores.groups[n] === group && pairs.genuine[n] === kind);
      return kernelHistogram(
        own.map((n) => pairs.score[n] as number),
        { nodes: distributions.nodes, sigma: distributions.sigma, weights: own.map(weight) },
      );
    };
    const found = distanceIntervals(pairs, { ...distributions, names: grouping.names }, doubled(person), percentile);
    const means = clusterMeans(pairs.score, prepared.clusters);
    for (const { of, intervals } of found) {
      const kind = of === 'genuine' ? 1 : 0;
      const scale = slotScale(means, prepared.clusters, 2 * pairCell(0, 0) + kind);
      const small = 1e-3;
      const before = shape(0, kind, () => 1);
      const after = shape(0, kind, (n) => (isOf(person, n) ? 1 + small : 1));
      const other = shape(1, kind, () => 1);
      const derivative = (distance: (p: Float64Array, q: Float64Array) => number): number =>
        (scale * Math.abs(distance(after, other) - distance(before, other))) / small;
      const expected = {
        klAB: derivative(kullbackLeibler),
        klBA: derivative((p, q) => kullbackLeibler(q, p)),
        js: derivative(jensenShannon),
        wasserstein: derivative(wassersteinDistance),
      };
      for (const id of ['klAB', 'klBA', 'js', 'wasserstein'] as const)
        expect(Math.abs(spread(intervals[id]) / expected[id] - 1)).toBeLessThan(0.1);
    }
  });

  it.each([3, 111, 190])('calibration errors, person %i of the first group', (person) => {
    const [found] = calibrationIntervals(pairs, scores, doubled(person), percentile);
    const { gap } = cutGaps(pairs, scores);
    const means = clusterMeans(gap, prepared.clusters);
    const scale = [0, 1].map((kind) => slotScale(means, prepared.clusters, kind));
    const own = [...gap.keys()].filter((n) => scores.groups[n] === 0);
    // A step of the calibration follows the pairs of the group by their share of it.
    const { from, to, probability } = scores.calibration;
    const steps = new Map<number, { pairs: number; own: number }>();
    probability.forEach((p, at) => {
      const step = steps.get(p) ?? { pairs: 0, own: 0 };
      steps.set(p, { pairs: step.pairs + 1, own: step.own + (scores.groups[from + at] === 0 ? 1 : 0) });
    });
    const left = (n: number): number => {
      const step = n < from || n >= to ? undefined : steps.get(probability[n - from] as number);
      return step === undefined ? 0 : Math.sqrt(1 - step.own / step.pairs);
    };
    const small = 1e-3;
    const errors = (step: number) => {
      const more = own.map((n) => (isOf(person, n) ? step * (scale[pairs.genuine[n] as number] as number) : 0));
      const mean = more.reduce((sum, x) => sum + x, 0) / own.length;
      let [running, ks, squares] = [0, 0, 0];
      const bins = new Float64Array(15);
      const ends = Array.from(bins, (_, bin) => Math.round(((bin + 1) * own.length) / 15));
      own.forEach((n, place) => {
        const weight = (more[place] as number) - mean;
        const moved = (1 + weight * left(n)) * (gap[n] as number);
        running += moved;
        ks = Math.max(ks, Math.abs(running));
        squares += (1 + weight) * (gap[n] as number) ** 2;
        const bin = ends.findIndex((end) => place < end);
        bins[bin] = (bins[bin] as number) + moved;
      });
      const ece = bins.reduce((sum, x) => sum + Math.abs(x), 0);
      return { ece: ece / own.length, ks: ks / own.length, brier: squares / own.length };
    };
    const [before, after] = [errors(0), errors(small)];
    expect(before.ece).toBeCloseTo(scores.calibrationErrors[0]?.ece ?? NaN, 12);
    expect(before.ks).toBeCloseTo(scores.calibrationErrors[0]?.ks ?? NaN, 12);
    for (const id of ['ece', 'ks', 'brier'] as const) {
      const expected = Math.abs(after[id] - before[id]) / small;
      const moved = spread(found?.intervals[id] ?? { lower: null, upper: null });
      expect(Math.abs(moved - expected)).toBeLessThan(0.05 * expected + 2e-6);
    }
  });

  it('the optimism of the Brier score: 1.5 degrees of freedom a step, shared out by the pairs in it', () => {
    const { from, probability } = scores.calibration;
    const steps = [...new Set(probability)].map((p) => ({
      p,
      groups: [...probability.keys()].filter((at) => probability[at] === p).map((at) => scores.groups[from + at]),
    }));
    const { optimism } = cutGaps(pairs, scores);
    for (const group of [0, 1]) {
      const sum = steps.reduce((all, { p, groups }) => {
        return all + (p * (1 - p) * groups.filter((one) => one === group).length) / groups.length;
      }, 0);
      expect(optimism[group]).toBeCloseTo((1.5 * sum) / (scores.calibrationErrors[group]?.n ?? NaN), 12);
      expect(optimism[group]).toBeGreaterThan(1e-5);
    }
  });
});
