import fc from 'fast-check';
import { sortScores } from './sort-scores';

function expectSorted(scores: Float64Array): void {
  const expected = Array.from(scores, (_, n) => n).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  expect([...sortScores(scores)]).toEqual(expected);
}

describe('sortScores', () => {
  it('sorts any numbers and keeps equal ones in their order', () => {
    const score = fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer({ min: -3, max: 3 }).map((n) => n / 4),
      fc.double({ min: 0.5, max: 0.5 + 1e-9, noNaN: true }),
    );
    fc.assert(fc.property(fc.array(score, { maxLength: 200 }), (scores) => expectSorted(Float64Array.from(scores))));
  });

  it('sorts a long run of scores that differ in their last bits only', () => {
    expectSorted(Float64Array.from({ length: 5000 }, (_, n) => 1 + (((n * 7919) % 5000) * 2) / 2 ** 52));
  });

  it('sorts a view into a larger buffer', () => {
    expectSorted(new Float64Array([9, 3, -1, 2, 8]).subarray(1, 4));
  });

  it('takes -0 and 0 for one score', () => {
    expectSorted(Float64Array.of(1, 0, -0, 0, -1, -0));
  });
});
