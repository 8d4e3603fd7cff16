import fc from 'fast-check';
import { sortPairs } from './sort-pairs';

const images = fc.integer({ min: 0, max: 1e6 });
const rows = fc.array(fc.tuple(images, images, fc.double({ noNaN: true }), fc.boolean()), { maxLength: 100 });

it('sorts pairs by their scores, as rows', () => {
  fc.assert(
    fc.property(rows, (pairs) => {
      const sorted = sortPairs({
        length: pairs.length,
        left: Int32Array.from(pairs, ([left]) => left),
        right: Int32Array.from(pairs, ([, right]) => right),
        score: Float64Array.from(pairs, ([, , score]) => score),
        genuine: Uint8Array.from(pairs, ([, , , genuine]) => Number(genuine)),
      });
      const expected = [...pairs].sort((a, b) => a[2] - b[2]);
      expect([...sorted.left]).toEqual(expected.map(([left]) => left));
      expect([...sorted.right]).toEqual(expected.map(([, right]) => right));
      expect([...sorted.score].map((score) => score + 0)).toEqual(expected.map(([, , score]) => score + 0));
      expect([...sorted.genuine]).toEqual(expected.map(([, , , genuine]) => Number(genuine)));
    }),
  );
});

it('sorts more pairs than a block has', () => {
  const length = 100_000;
  const score = Float64Array.from({ length }, (_, n) => ((n * 7919) % length) / length);
  const left = Int32Array.from({ length }, (_, n) => n);
  const sorted = sortPairs({ length, left, right: left, score, genuine: new Uint8Array(length) });
  expect(sorted.score.every((one, n) => one === n / length)).toBe(true);
  expect(sorted.left.every((one, n) => score[one] === n / length)).toBe(true);
  expect(sortPairs(sorted)).toBe(sorted);
});
