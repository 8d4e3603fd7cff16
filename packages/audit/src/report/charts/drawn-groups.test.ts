import type { AuditResult } from '../../audit/audit-schema';
import { drawnGroups, MOST_LINES } from './drawn-groups';

/** An audit with so many pairs in each group. */
function audit(pairs: readonly number[]): AuditResult {
  const groups = pairs.map((n, g) => ({ group: `g=${g}`, fmr: { n }, fnmr: { n: 1 } }));
  return { rates: { groups } } as unknown as AuditResult;
}

describe('drawnGroups', () => {
  it('takes all groups where there are few, in their order', () => {
    expect(drawnGroups(audit([5, 1, 9]))).toEqual([0, 1, 2]);
  });

  it('takes those with the most pairs where there are many, in their order', () => {
    const pairs = Array.from({ length: 40 }, (_, g) => (g % 4 === 3 ? 1000 - g : g));
    const drawn = drawnGroups(audit(pairs));
    expect(drawn).toHaveLength(MOST_LINES);
    expect(drawn).toEqual([3, 7, 11, 15, 19, 23, 27, 31, 35, 37, 38, 39]);
  });
});
