import type { AuditResult } from '../../audit/audit-schema';

/** Groups that a chart of lines can show. */
export const MOST_LINES = 12;

/** The groups that charts of lines show, those with the most pairs, in their order. */
export function drawnGroups({ rates }: AuditResult): number[] {
  const pairs = rates.groups.map(({ fmr, fnmr }) => fmr.n + fnmr.n);
  const bySize = pairs.map((_, g) => g).sort((a, b) => (pairs[b] ?? 0) - (pairs[a] ?? 0));
  return bySize.slice(0, MOST_LINES).sort((a, b) => a - b);
}
