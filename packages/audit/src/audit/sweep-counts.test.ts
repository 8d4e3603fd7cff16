import fc from 'fast-check';
import { sweepCounts } from './sweep-counts';

it('sweepCounts: impostor pairs that score at least a threshold, genuine pairs that score less, in all and by group', () => {
  const pair = fc.record({
    score: fc.integer({ min: 0, max: 9 }),
    genuine: fc.integer({ min: 0, max: 1 }),
    group: fc.integer({ min: -1, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(pair), fc.array(fc.integer({ min: -1, max: 11 })), (pairs, thresholds) => {
      pairs.sort((a, b) => a.score - b.score);
      thresholds.sort((a, b) => a - b);
      const none = new Int32Array(0);
      const { overall, groups } = sweepCounts(
        {
          left: none,
          right: none,
          score: Float64Array.from(pairs, ({ score }) => score),
          genuine: Uint8Array.from(pairs, ({ genuine }) => genuine),
          length: pairs.length,
        },
        ['a', 'b', 'c'],
        Int16Array.from(pairs, ({ group }) => group),
        thresholds,
      );
      const errors = (own: typeof pairs) => ({
        falseMatches: thresholds.map((t) => own.filter(({ score, genuine }) => genuine === 0 && score >= t).length),
        falseNonMatches: thresholds.map((t) => own.filter(({ score, genuine }) => genuine === 1 && score < t).length),
      });
      expect(overall).toEqual(errors(pairs));
      expect(groups).toEqual(
        ['a', 'b', 'c'].map((group, g) => ({ group, ...errors(pairs.filter((one) => one.group === g)) })),
      );
    }),
  );
});
