import { calibrationError } from '../fairness/calibration-error';
import { poolAdjacentViolators } from '../fairness/pool-adjacent-violators';
import type { ScoredPairs } from '../read/verification-data';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';

/**
 * Calibration error of each group when one and the same isotonic regression, fitted on all pairs, turns scores into
 * probabilities of being genuine: what is left is what differs between the groups.
 *
 * Below the first genuine score the probability is 0 and above the last impostor score it is 1, without any error: only the
 * pairs between are fitted.
 *
 * @param pairs in rising order of their scores.
 * @param groups for each pair its group, -1 for none (`groupsOfPairs`).
 */
export function calibrateScores(
  { score, genuine, length }: ScoredPairs,
  names: readonly string[],
  groups: Int16Array,
): AuditResult['scoreCalibration'] {
  let from = 0;
  while (from < length && genuine[from] === 0) from++;
  while (from > 0 && score[from] === score[from - 1]) from--;
  let to = length;
  while (to > from && genuine[to - 1] === 1) to--;
  while (to > from && to < length && score[to] === score[to - 1]) to++;

  const share = new Float64Array(to - from);
  const weight = new Float64Array(to - from);
  const stepOf = new Int32Array(to - from);
  let steps = 0;
  for (let at = from; at < to; steps++) {
    const value = score[at];
    let sum = 0;
    let count = 0;
    for (; at < to && score[at] === value; at++, count++) {
      sum += genuine[at] as number;
      stepOf[at - from] = steps;
    }
    share[steps] = sum / count;
    weight[steps] = count;
  }
  const fitted = poolAdjacentViolators(share.subarray(0, steps), weight.subarray(0, steps));

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
    own.probability[own.filled] = fitted[stepOf[at - from] as number] as number;
    own.truth[own.filled] = genuine[at] as number;
    own.filled++;
  }
  return names.map((group, g) => {
    const { probability = [], truth = [] } = members[g] ?? {};
    const exact = { before: below[g] ?? 0, after: above[g] ?? 0 };
    const { ece, ks, brier } = calibrationError(probability, truth, 15, exact);
    return {
      ...{ group, n: exact.before + probability.length + exact.after },
      ...{ ece: finite(ece), ks: finite(ks), brier: finite(brier) },
    };
  });
}
