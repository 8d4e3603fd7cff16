import { calibrationError } from '../fairness/calibration-error';
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
 * probabilities of being genuine: what is left is what differs between the groups.
 *
 * @param pairs in rising order of their scores.
 * @param calibration `isotonicProbabilities` of them.
 * @param groups for each pair its group, -1 for none (`groupsOfPairs`).
 */
export function calibrateScores(
  { genuine, length }: ScoredPairs,
  { from, to, probability: fitted }: IsotonicProbabilities,
  names: readonly string[],
  groups: Int16Array,
): CalibrationValues[] {
  const [below, inside, above] = [[0, from] as const, [from, to] as const, [to, length] as const].map(
    ([first, end]) => {
      const sizes = new Int32Array(names.length);
      for (let n = first; n < end; n++) {
        const group = groups[n] as number;
        if (group >= 0) sizes[group] = (sizes[group] as number) + 1;
      }
      return sizes;
    },
  ) as [Int32Array, Int32Array, Int32Array];
  const members = Array.from(inside, (n) => ({
    probability: new Float64Array(n),
    truth: new Uint8Array(n),
    filled: 0,
  }));
  for (let at = from; at < to; at++) {
    const own = members[groups[at] as number];
    if (own === undefined) continue;
    own.probability[own.filled] = fitted[at - from] as number;
    own.truth[own.filled] = genuine[at] as number;
    own.filled++;
  }
  return names.map((group, g) => {
    const { probability = [], truth = [] } = members[g] ?? {};
    const exact = { before: below[g] ?? 0, after: above[g] ?? 0 };
    const { ece, ks, brier } = calibrationError(probability, truth, CALIBRATION_BINS, exact);
    return {
      group,
      n: exact.before + probability.length + exact.after,
      ece: finite(ece),
      ks: finite(ks),
      brier: finite(brier),
    };
  });
}
