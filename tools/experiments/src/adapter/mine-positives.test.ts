import { minePositives } from './mine-positives';

describe('minePositives', () => {
  const subjectOf = (row: number): string => (row < 40 ? 'a' : 'b');
  const rows = Array.from({ length: 43 }, (_, n) => n);

  it('takes the pairs of one person below the limit, the hardest first', () => {
    const pairs = minePositives(rows, subjectOf, (left, right) => (left + right) / 100, 0.5);
    expect(pairs[0]).toEqual([0, 1]);
    expect(pairs.every(([left, right]) => subjectOf(left) === subjectOf(right) && left + right < 50)).toBe(true);
    expect(pairs.length).toBe(
      rows.flatMap((l) => rows.filter((r) => r > l && subjectOf(l) === subjectOf(r) && l + r < 50)).length,
    );
  });

  it('takes the 32 hardest where fewer are below it', () => {
    const pairs = minePositives(rows, subjectOf, (left, right) => (left + right) / 100, 0.02);
    expect(pairs).toHaveLength(32);
    expect(pairs[0]).toEqual([0, 1]);
  });
});
