import { clusterMeans } from './cluster-means';
import { clusterPairs } from './cluster-pairs';
import { entryErrors, sweepOfErrors } from './entry-errors';
import { personPairs } from './person-pairs';
import { randomStream } from './random';
import { sweepRates } from './sweep-rates';

/** More pairs than a program looks at together. */
const PAIRS = 70_000;
const SUBJECTS = 60;
const CELLS = 2;

const random = randomStream(5);
const below = (end: number) => () => Math.floor(random() * end);
const subjectOf = Int32Array.from({ length: 3 * SUBJECTS }, below(SUBJECTS));
const left = Int32Array.from({ length: PAIRS }, below(3 * SUBJECTS));
const right = Int32Array.from({ length: PAIRS }, below(3 * SUBJECTS));
const genuine = Uint8Array.from(left, (image, n) => Number(subjectOf[image] === subjectOf[right[n] ?? 0]));
const score = Float64Array.from({ length: PAIRS }, below(5000)).sort();
const pairs = { length: PAIRS, left, right, score, genuine };
const cellOf = Int32Array.from({ length: PAIRS }, () => below(CELLS + 1)() - 1);
const clusters = clusterPairs(personPairs(pairs, subjectOf, SUBJECTS), cellOf, CELLS);
const slots = Array.from({ length: 2 * CELLS }, (_, slot) => slot);
const isIn = (slot: number, n: number): boolean => 2 * (cellOf[n] ?? 0) + (genuine[n] ?? 0) === slot;
const isWrong = (n: number, threshold: number): boolean => (score[n] ?? 0) >= threshold !== (genuine[n] === 1);

describe('sweepRates', () => {
  it('counts the errors at thresholds in any order, at scores, between and beyond them', () => {
    const thresholds = [2500, -1, 4999.5, 0, 17.5, Infinity, 2500];
    const sweep = sweepRates(pairs, clusters, thresholds);
    thresholds.forEach((threshold, at) => {
      const found = sweep.errors.subarray(at * slots.length, (at + 1) * slots.length);
      const counted = slots.map((slot) => left.filter((_, n) => isIn(slot, n) && isWrong(n, threshold)).length);
      expect([...found]).toEqual(counted);
      const { errors, variance } = sweepOfErrors(entryErrors(pairs, clusters, threshold), clusters, threshold);
      expect(errors).toEqual(found);
      slots.forEach((slot) => {
        expect(sweep.variance[at * slots.length + slot]).toBeCloseTo(variance[slot] ?? NaN, 14);
      });
    });
  });
});

describe('clusterMeans', () => {
  it('takes the mean of each slot over all pairs', () => {
    const { mean } = clusterMeans(score, clusters);
    slots.forEach((slot) => {
      const own = score.filter((_, n) => isIn(slot, n));
      expect(mean[slot]).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 8);
    });
  });
});
