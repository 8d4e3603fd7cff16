import { UNIT_SQUARE } from '../store/vector-store';
import { expectCosines } from '../testing/all-pairs';
import { goldenMining } from '../testing/golden-mining';
import { groupOf } from '../testing/random-vectors';
import { ownPairs } from './own-pairs';
import { selectPositives } from './select-positives';

describe('selectPositives', () => {
  it.each(goldenMining.positives.map((one) => [one.name, one] as const))(
    'keeps the golden pairs: %s',
    (name, { left, right, kept, keptCosines }) => {
      // Every golden pair is a person of two images.
      const vectors = left.flatMap((vector, n) => [vector, right[n] ?? []]);
      const { group, scratch } = groupOf(
        vectors,
        vectors.map((_, row) => row >> 1),
      );
      const rows = Int32Array.from(vectors.keys());
      const ends = Int32Array.from(left, (_, n) => 2 * n + 2);
      const { lowest } = ownPairs({ group, scratch, rows, ends, most: 100 });
      const { pairs, noneBelow } = selectPositives(lowest, 0.6);
      expect(pairs.map((pair) => pair.left / 2).sort((a, b) => a - b)).toEqual(kept);
      expectCosines(
        pairs,
        [...keptCosines].sort((a, b) => a - b),
        8,
      );
      expect(noneBelow).toBe(name === 'none below 0.6');
    },
  );

  it('keeps all where there is no bound, and nothing of nothing', () => {
    const pairs = [{ score: UNIT_SQUARE, left: 0, right: 1 }];
    expect(selectPositives(pairs, undefined)).toEqual({ pairs, noneBelow: false });
    expect(selectPositives([], 0.6)).toEqual({ pairs: [], noneBelow: false });
  });
});
