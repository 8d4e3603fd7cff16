import { calibrationError } from '../fairness/calibration-error';
import type { ScoredPairs } from '../read/verification-data';
import { startsOf } from '../uncertainty/starts-of';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';
import type { IsotonicProbabilities } from './isotonic-probabilities';

/** Bins of equal mass for the ECE. */
export const CALIBRATION_BINS = 15;

/** The calibration errors of a group, without intervals. */
export type CalibrationValues = Pick<AuditResult['scoreCalibration'][number], 'group' | 'n' | 'ece' | 'ks' | 'brier'>;

/**
 * Calibration error of each group when one and the same isotonic regression, fitted on all pairs, turns scores into
 * probabilities of being genuine: what is left is what differs between the groups.
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
  const below = countGroups(groups.subarray(0, from), names.length);
  const above = countGroups(groups.subarray(to, length), names.length);
  const fit = { probability: fitted, truth: genuine.subarray(from, to), score: score.subarray(from, to) };
  const { start, ...members } = byGroup(groups.subarray(from, to), names.length, fit);
  return names.map((group, g) => {
    const own = [start[g], start[g + 1]] as const;
    const probability = members.probability.subarray(...own);
    const exact = { before: below[g] ?? 0, after: above[g] ?? 0 };
    const { ece, ks, brier } = calibrationError(probability, members.truth.subarray(...own), CALIBRATION_BINS, {
      ...exact,
      score: members.score.subarray(...own),
    });
    return {
      group,
      n: exact.before + probability.length + exact.after,
      ece: finite(ece),
      ks: finite(ks),
      brier: finite(brier),
    };
  });
}

interface FittedPairs {
  probability: Float64Array;
  truth: Uint8Array;
  score: Float64Array;
}

/** The pairs that are in a group, group by group: those of g from start[g] to start[g + 1]. */
function byGroup(groups: Int16Array, count: number, fit: FittedPairs): FittedPairs & { start: Int32Array } {
  const start = startsOf(groups, count);
  const pairs = start[count] as number;
  const placed = {
    probability: new Float64Array(pairs),
    truth: new Uint8Array(pairs),
    score: new Float64Array(pairs),
  };
  placeByGroup(groups, start.slice(), fit, placed);
  return { start, ...placed };
}

/** Pairs of each group. */
export function countGroups(groups: Int16Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (let n = 0; n < groups.length; n++) {
    const group = groups[n] as number;
    if (group >= 0) sizes[group] = (sizes[group] as number) + 1;
  }
  return sizes;
}

function placeByGroup(
  groups: Int16Array,
  free: Int32Array,
  from: FittedPairs,
  { probability, truth, score }: FittedPairs,
): void {
  for (let n = 0; n < groups.length; n++) {
    const group = groups[n] as number;
    if (group < 0) continue;
    const to = free[group] as number;
    free[group] = to + 1;
    probability[to] = from.probability[n] as number;
    truth[to] = from.truth[n] as number;
    score[to] = from.score[n] as number;
  }
}
