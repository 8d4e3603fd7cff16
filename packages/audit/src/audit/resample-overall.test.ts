import { sortPairs } from '../accuracy/sort-pairs';
import { correctSpread } from '../uncertainty/bootstrap-rates';
import { drawPeople } from '../uncertainty/draw-people';
import { drawVerificationPairs } from '../uncertainty/draw-verification-pairs';
import { expectedTotals } from '../uncertainty/expected-totals';
import { moments } from '../uncertainty/moments';
import { randomStream } from '../uncertainty/random';
import { weightedTotals } from '../uncertainty/weighted-totals';
import { preparePeople } from './prepare-people';
import { resampleOverall } from './resample-overall';

const resamples = 400;
const drawn = drawVerificationPairs(
  { people: 60, images: 3, impostorsPerPerson: 100, fmr: [0.05, 0.1], fnmr: [0.1, 0.2], dependence: 0.3 },
  randomStream(4),
);
const pairs = sortPairs(drawn.data.pairs);
const { groupOf, groups } = drawn;
const people = preparePeople({
  ...{ pairs, groupOf, groups, resamples },
  drawn: drawPeople(drawn.data, [pairs], { groupOf, groups, resamples, seed: 2 }),
});
const { overall, multiplicities } = people;

describe('expectedTotals', () => {
  it('is exact for genuine pairs, and for impostor pairs up to what two persons do together', () => {
    const exact = weightedTotals(overall, 1, overall.entryPairs, multiplicities, resamples);
    expect(expectedTotals(overall, 1, multiplicities, resamples)).toEqual(exact);
    // Everybody with everybody else of the group: as many persons are drawn, so that first order says nothing changes.
    const impostors = expectedTotals(overall, 0, multiplicities, resamples);
    expect([...new Set(impostors)]).toEqual([60 * 59]);
  });

  it('by hand: pairs of persons 0 and 1, 1 and 2, drawn 2, 0 and 1 times', () => {
    const [slotPairs, rowStart, rowSubject, rowPairs] = [
      [2, 0],
      [0, 3, 3],
      [0, 1, 2],
      [1, 2, 1],
    ];
    const clusters = {
      ...overall,
      slotPairs: Float64Array.from(slotPairs),
      rowStart: Int32Array.from(rowStart),
      rowSubject: Int32Array.from(rowSubject),
      rowPairs: Float64Array.from(rowPairs),
    };
    // 2 + (2 - 1) 1 + (0 - 1) 2 + (1 - 1) 1.
    expect([...expectedTotals(clusters, 0, Uint8Array.from([2, 0, 1]), 1)]).toEqual([1]);
  });
});

describe('resampleOverall', () => {
  it('moves the rates of all pairs with the persons', () => {
    const rates = resampleOverall(pairs, people, { threshold: 0, resamples }).map(correctSpread);
    const fnmr = moments(rates[1] ?? []);
    const refused = Array.from(pairs.score, (score, n) => (pairs.genuine[n] === 1 && score < 0 ? 1 : 0));
    const genuine = pairs.genuine.reduce((sum, one) => sum + one, 0);
    expect(fnmr.mean).toBeCloseTo(refused.reduce<number>((sum, one) => sum + one, 0) / genuine, 6);
    // Errors that persons share: more than the binomial root(p (1 - p) / n), no more than with one pair of each person.
    const ofOne = fnmr.mean * (1 - fnmr.mean);
    expect(fnmr.deviation).toBeGreaterThan(Math.sqrt(ofOne / genuine));
    expect(fnmr.deviation).toBeLessThan(Math.sqrt(ofOne / 120));
  });

  it('stays where it is while everybody is drawn once', () => {
    const ones = new Uint8Array(multiplicities.length).fill(1);
    const overallTotals = [0, 1].map((slot) => expectedTotals(overall, slot, ones, 3));
    const once = { overall, overallTotals, multiplicities: ones };
    for (const { rate, resampled } of resampleOverall(pairs, once, { threshold: 0, resamples: 3 }))
      expect([...resampled]).toEqual([rate, rate, rate]);
  });
});
