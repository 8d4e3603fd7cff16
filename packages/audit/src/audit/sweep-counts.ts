import { firstAtLeast } from '../accuracy/first-at-least';
import { withKernels } from '../kernels/with-kernels';
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
  const all = withKernels((kernels) => {
    const [members, kinds] = [kernels.place(groups), kernels.place(genuine)];
    const counts = kernels.cleared(8 * width);
    const running = kernels.doubles(counts, width);
    let at = 0;
    thresholds.forEach((threshold, t) => {
      const end = firstAtLeast(score, threshold, at);
      kernels.run.countKinds(members, kinds, at, end, counts);
      below.set(running, t * width);
      at = end;
    });
    kernels.run.countKinds(members, kinds, at, score.length, counts);
    return running.slice();
  });
  const place = (t: number, column: number): number => below[t * width + column] as number;
  const count = (columns: readonly number[], kind: 0 | 1): number[] =>
    thresholds.map((_, t) =>
      columns.reduce((sum, column) => {
        const refused = place(t, 2 * column + kind);
        return sum + (kind === 1 ? refused : (all[2 * column] as number) - refused);
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
