import fc from 'fast-check';
import { kFoldAccuracy } from './k-fold-accuracy';
import { nextUp } from './next-up';

it('finds the threshold of every fold as trying all candidates does', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.nat(2));
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), (unsorted) => {
      const rows = [...unsorted].sort(([a], [b]) => a - b);
      fc.pre([0, 1, 2].every((fold) => rows.some(([, , f]) => f === fold)));
      const scores = {
        score: Float64Array.from(rows, ([score]) => score),
        genuine: Uint8Array.from(rows, ([, same]) => Number(same)),
      };
      const { folds } = kFoldAccuracy(
        scores,
        rows.map(([, , f]) => f),
        3,
      );
      folds.forEach(({ threshold, accuracy }, fold) => {
        const others = rows.filter(([, , f]) => f !== fold);
        const right = (t: number, of: typeof rows): number => of.filter(([s, same]) => s >= t === same).length;
        const candidates = [...new Set(others.map(([s]) => s))].sort((a, b) => a - b);
        candidates.push(nextUp(candidates.at(-1) ?? NaN));
        const most = Math.max(...candidates.map((t) => right(t, others)));
        expect(threshold).toBe(candidates.find((t) => right(t, others) === most));
        const own = rows.filter(([, , f]) => f === fold);
        expect(accuracy).toBeCloseTo(right(threshold, own) / own.length, 12);
      });
    }),
  );
});
