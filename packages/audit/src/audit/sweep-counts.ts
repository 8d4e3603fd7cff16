import type { ScoredPairs } from '../read/verification-data';
import type { AuditResult } from './audit-schema';

/**
 * Errors of all pairs and of each group at many thresholds.
 *
 * @param pairs in rising order of their scores.
 * @param groups for each pair its group, -1 for none (`groupsOfPairs`).
 * @param thresholds in rising order.
 */
export function sweepCounts(
  { score, genuine }: ScoredPairs,
  names: readonly string[],
  groups: Int16Array,
  thresholds: readonly number[],
): AuditResult['sweep'] {
  // Place 0 holds the pairs of no group; two counts a place, of impostor and of genuine pairs.
  const width = 2 * (names.length + 1);
  const below = new Float64Array(thresholds.length * width);
  const running = new Float64Array(width);
  let at = 0;
  thresholds.forEach((threshold, t) => {
    at = countBelow({ score, genuine, groups }, at, threshold, running);
    below.set(running, t * width);
  });
  countBelow({ score, genuine, groups }, at, Infinity, running);
  const place = (t: number, column: number): number => below[t * width + column] as number;
  const count = (columns: readonly number[], kind: 0 | 1): number[] =>
    thresholds.map((_, t) =>
      columns.reduce((sum, column) => {
        const refused = place(t, 2 * column + kind);
        return sum + (kind === 1 ? refused : (running[2 * column] as number) - refused);
      }, 0),
    );
  const errors = (columns: readonly number[]) => ({
    falseMatches: count(columns, 0),
    falseNonMatches: count(columns, 1),
  });
  return {
    thresholds: [...thresholds],
    overall: errors(Array.from({ length: names.length + 1 }, (_, column) => column)),
    groups: names.map((group, g) => ({ group, ...errors([g + 1]) })),
  };
}

/** Counts the pairs from place `at` on that score below the threshold; returns where it stopped. */
function countBelow(
  { score, genuine, groups }: { score: Float64Array; genuine: Uint8Array; groups: Int16Array },
  at: number,
  threshold: number,
  counts: Float64Array,
): number {
  for (; at < score.length && (score[at] as number) < threshold; at++) {
    const place = 2 * (groups[at] as number) + 2 + (genuine[at] as number);
    counts[place] = (counts[place] as number) + 1;
  }
  return at;
}
