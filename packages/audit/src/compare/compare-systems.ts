import { areaUnderCurve } from '../accuracy/area-under-curve';
import { rocCurve } from '../accuracy/roc-curve';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import { groupImages } from '../fairness/group-images';
import { pairCell, pairCells } from '../fairness/pair-cells';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { aucInterval } from '../uncertainty/auc-interval';
import { clusterMeans } from '../uncertainty/cluster-means';
import { clusterPairs, type PairClusters } from '../uncertainty/cluster-pairs';
import { personPairs } from '../uncertainty/person-pairs';
import { holmCorrection } from '../uncertainty/holm-correction';
import { normalCdf, Z95 } from '../uncertainty/normal';
import { alignPairs } from './align-pairs';
import { placedInRows } from './placed-in-rows';

export interface CompareOptions {
  /** Attributes whose combinations are the groups. */
  protected: readonly string[];
  /** FMR that sets the threshold of each system on the common pairs. @default 1e-3 */
  targetFmr?: number;
}

/** One number of two systems on the same pairs. */
export interface PairedDifference {
  measure: 'auc' | 'fmr' | 'fnmr';
  /** A group, or `all`. */
  group: string;
  a: number;
  b: number;
  /** a - b, with its 95 % interval. */
  difference: number;
  lower: number;
  upper: number;
  /** Two-sided p-value of no difference, alone and corrected for all rows (Holm). */
  p: number;
  pCorrected: number;
}

export interface SystemComparison {
  pairs: number;
  /** Pairs that only one system scored; they are left out. */
  onlyA: number;
  onlyB: number;
  thresholds: { a: number; b: number };
  differences: PairedDifference[];
}

/**
 * Compares two systems on the pairs that both scored: overall AUC, and FMR and FNMR overall and within each group, each system
 * at its own threshold for the target FMR. The difference is taken pair by pair, so what both find hard cancels out; its
 * variance is the dyadic one (pairs that share persons), with normal intervals and tests.
 *
 * @param data images, persons and attributes; its pairs are those of system a.
 * @param other pairs of system b, with images numbered alike.
 * @throws RangeError where the common pairs lack genuine or impostor ones.
 */
export function compareSystems(
  data: VerificationData,
  other: ScoredPairs,
  { protected: by, targetFmr = 1e-3 }: CompareOptions,
): SystemComparison {
  const { a, b, onlyA, onlyB } = alignPairs(data.pairs, other);
  const grouping = groupImages(data, by);
  const people = personPairs(a, data.subjectOf, data.subjects.length);
  const groups = grouping.names.length;
  const within = clusterPairs(people, pairCells(a, grouping), (groups * (groups + 1)) / 2);
  const overall = clusterPairs(people, new Int32Array(a.length), 1);
  const thresholds = { a: thresholdAtFmr(rocCurve(a), targetFmr), b: thresholdAtFmr(rocCurve(b), targetFmr) };
  const errorsA = errorsOf(a, thresholds.a);
  const errorsB = errorsOf(b, thresholds.b);
  const rows: Omit<PairedDifference, 'pCorrected'>[] = [aucDifference(a, b, overall, data.subjects.length)];
  const add = (clusters: PairClusters, slot: number, group: string): void => {
    if ((clusters.slotPairs[slot] as number) === 0) return;
    const measure = slot % 2 === 1 ? 'fnmr' : 'fmr';
    const gap = clusterMeans(
      errorsA.map((error, n) => error - (errorsB[n] as number)),
      clusters,
    );
    const rate = (errors: Float64Array): number => clusterMeans(errors, clusters).mean[slot] as number;
    rows.push({
      measure,
      group,
      a: rate(errorsA),
      b: rate(errorsB),
      ...test(gap.mean[slot] as number, gap.variance[slot] as number),
    });
  };
  for (const slot of [0, 1]) add(overall, slot, 'all');
  if (groups > 1)
    grouping.names.forEach((name, g) => [0, 1].forEach((kind) => add(within, 2 * pairCell(g, g) + kind, name)));
  const corrected = holmCorrection(rows.map(({ p }) => p));
  return {
    pairs: a.length,
    onlyA,
    onlyB,
    thresholds,
    differences: rows.map((row, n) => ({ ...row, pCorrected: corrected[n] as number })),
  };
}

function errorsOf({ score, genuine }: ScoredPairs, threshold: number): Float64Array {
  return Float64Array.from(score, (value, n) => (value >= threshold === (genuine[n] === 1) ? 0 : 1));
}

function test(difference: number, variance: number): Pick<PairedDifference, 'difference' | 'lower' | 'upper' | 'p'> {
  const deviation = Math.sqrt(variance);
  const p = difference === 0 ? 1 : deviation === 0 ? 0 : 2 * (1 - normalCdf(Math.abs(difference) / deviation));
  return { difference, lower: difference - Z95 * deviation, upper: difference + Z95 * deviation, p: Math.min(1, p) };
}

function aucDifference(
  a: ScoredPairs,
  b: ScoredPairs,
  overall: PairClusters,
  subjects: number,
): Omit<PairedDifference, 'pCorrected'> {
  const [placedA, placedB] = [placedInRows(a), placedInRows(b)];
  const gap = placedA.map((value, n) => value - (placedB[n] as number));
  const { lower, upper, auc } = aucInterval(subjects, overall, clusterMeans(gap, overall));
  const deviation = (upper - lower) / (2 * Z95);
  const valueOf = (pairs: ScoredPairs): number => areaUnderCurve(rocCurve(pairs));
  return { measure: 'auc', group: 'all', a: valueOf(a), b: valueOf(b), ...test(auc, deviation * deviation) };
}
