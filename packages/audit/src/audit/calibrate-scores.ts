import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { ScoredPairs } from '../read/verification-data';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import type { IsotonicProbabilities } from './isotonic-probabilities';

/** Bins of equal mass for the ECE. */
export const CALIBRATION_BINS = 15;

/** The calibration errors of a group, without intervals. */
export type CalibrationValues = Pick<AuditResult['scoreCalibration'][number], 'group' | 'n' | 'ece' | 'ks' | 'brier'>;

/**
 * Calibration error of each group when one and the same isotonic regression, fitted on all pairs, turns scores into
 * probabilities of being genuine: what is left is what differs between the groups. Each is `calibrationError` of the group's pairs.
 *
 * @param pairs in rising order of their scores.
 * @param calibration `isotonicProbabilities` of them.
 * @param groups for each pair its group, -1 for none (`groupsOfPairs`).
 */
export function calibrateScores(
  { score, genuine, length }: ScoredPairs,
  { from, to, probability: fitted }: IsotonicProbabilities,
  names: readonly string[],
  groups: Int16Array,
): CalibrationValues[] {
  const parts = [groups.subarray(0, from), groups.subarray(from, to), groups.subarray(to, length)];
  const [below = [], given = [], above = []] = parts.map((part) => countGroups(part, names.length));
  const sizes = names.map((_, g) => (below[g] ?? 0) + (given[g] ?? 0) + (above[g] ?? 0));
  const ends = sizes.flatMap((n, g) =>
    Array.from({ length: CALIBRATION_BINS }, (_, bin) =>
      Math.min(given[g] ?? 0, Math.round(((bin + 1) * n) / CALIBRATION_BINS) - (below[g] ?? 0)),
    ),
  );
  const states = new Float64Array(names.length * STATE.length);
  names.forEach((_, g) => (states[g * STATE.length + STATE.indexOf('run')] = -1));
  withKernels((kernels) => {
    const [scores, truth] = [kernels.place(score.subarray(from, to)), kernels.place(genuine.subarray(from, to))];
    const [chance, members] = [kernels.place(fitted), kernels.place(groups.subarray(from, to))];
    const [borders, own] = [kernels.place(Float64Array.from(ends)), kernels.place(states)];
    inBlocks(kernels, to - from, (first, behind) =>
      kernels.run.calibrateGroups(scores, truth, chance, members, first, behind, CALIBRATION_BINS, borders, own),
    );
    states.set(kernels.doubles(own, states.length));
  });
  return names.map((group, g) => {
    const state = (name: (typeof STATE)[number]): number => states[g * STATE.length + STATE.indexOf(name)] as number;
    const n = sizes[g] ?? 0;
    return {
      group,
      n,
      ece: finite((state('ece') + Math.abs(state('gap'))) / n),
      ks: finite(Math.max(state('ks'), Math.abs(state('running'))) / n),
      brier: finite(state('brier') / n),
    };
  });
}

/** The fields of `Calibration`. */
const STATE = ['at', 'run', 'bin', 'gap', 'running', 'ece', 'ks', 'brier'] as const;

/** Pairs of each group. */
export function countGroups(groups: Int16Array, count: number): Int32Array {
  return withKernels((kernels) => {
    const sizes = kernels.cleared(4 * count);
    inBlocks(kernels, groups.length, (from, to) =>
      kernels.run.countGroups(kernels.place(groups.subarray(from, to)), to - from, sizes),
    );
    return kernels.integers(sizes, count).slice();
  });
}
