import type { VerificationData } from '../read/verification-data';
import { calibrationError } from '../fairness/calibration-error';
import type { Grouping } from '../fairness/group-images';
import { poolAdjacentViolators } from '../fairness/pool-adjacent-violators';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';

/**
 * Calibration error of each group when one and the same isotonic regression, fitted on all pairs, turns scores into
 * probabilities of being genuine: what is left is what differs between the groups.
 *
 * @param data with the pairs in rising order of their scores.
 */
export function calibrateScores(data: VerificationData, { names, groupOf }: Grouping): AuditResult['scoreCalibration'] {
  const { score, genuine, left, right, length } = data.pairs;
  const share = new Float64Array(length);
  const weight = new Float64Array(length);
  const stepOf = new Int32Array(length);
  let steps = 0;
  for (let at = 0; at < length; steps++) {
    const value = score[at];
    let [sum, count] = [0, 0];
    for (; at < length && score[at] === value; at++, count++) {
      sum += genuine[at] as number;
      stepOf[at] = steps;
    }
    share[steps] = sum / count;
    weight[steps] = count;
  }
  const fitted = poolAdjacentViolators(share.subarray(0, steps), weight.subarray(0, steps));
  const sizes = new Int32Array(names.length);
  const groupOfPair = (pair: number): number => {
    const group = groupOf[left[pair] as number] as number;
    return group === groupOf[right[pair] as number] ? group : -1;
  };
  for (let n = 0; n < length; n++) {
    const group = groupOfPair(n);
    if (group >= 0) sizes[group] = (sizes[group] as number) + 1;
  }
  const members = Array.from(sizes, (n) => ({ probability: new Float64Array(n), truth: new Uint8Array(n), filled: 0 }));
  for (let at = 0; at < length; at++) {
    const own = members[groupOfPair(at)];
    if (own === undefined) continue;
    own.probability[own.filled] = fitted[stepOf[at] as number] as number;
    own.truth[own.filled] = genuine[at] as number;
    own.filled++;
  }
  return names.map((group, g) => {
    const { probability = [], truth = [] } = members[g] ?? {};
    const { ece, ks, brier } = calibrationError(probability, truth);
    return { group, n: probability.length, ece: finite(ece), ks: finite(ks), brier: finite(brier) };
  });
}
