import { rocCurve } from '../accuracy/roc-curve';
import { sortPairs } from '../accuracy/sort-pairs';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import type { PairClusters } from '../uncertainty/cluster-pairs';
import { personPairs } from '../uncertainty/person-pairs';
import { Z95 } from '../uncertainty/normal';
import { type Rate, rateAt } from '../uncertainty/rate';
import { type RateSweep, sweepRates } from '../uncertainty/sweep-rates';
import { type GroupClusters, groupClusters } from './group-clusters';
import { groupImages } from './group-images';
import { pairCell } from './pair-cells';

/** Rates of pairs whose images are both in one group. */
export interface GroupErrors {
  group: string;
  /** Share of impostor pairs accepted. */
  fmr: Rate;
  /** Share of genuine pairs refused. */
  fnmr: Rate;
  /** Right decisions in percent of the group's genuine and impostor pairs; `null` without pairs. */
  accuracy: number | null;
}

/** Rates of pairs between two groups, or within one where both names are the same. */
export interface GroupPairErrors {
  groups: [string, string];
  fmr: Rate;
  fnmr: Rate;
}

export interface GroupErrorRates {
  threshold: number;
  overall: { fmr: Rate; fnmr: Rate };
  /** Within each group. */
  groups: GroupErrors[];
  /** Every unordered pair of groups, within-group pairs included. */
  pairs: GroupPairErrors[];
}

export interface GroupErrorRatesOptions {
  /** Attributes whose combinations are the groups. */
  by: readonly string[];
  /** Thresholds; accepted is what scores at least that. */
  thresholds?: readonly number[];
  /**
   * Where no thresholds are given: the FMR over all impostor pairs that sets one global threshold.
   * @default 1e-3
   */
  targetFmr?: number;
  /** Normal quantile of the intervals. @default 1.96 (95 %) */
  z?: number;
}

/**
 * False match and false non-match rates of each group and of each pair of groups, at global thresholds, with counts and dyadic
 * Wilson intervals. A pair belongs to the groups of its two images. Range of both rates 0 .. 1, ideal 0 and equal for all groups.
 *
 * Source: ISO/IEC 19795-1 for the rates; one global threshold as ISO/IEC 19795-10 asks (after a secondary source).
 */
export function groupErrorRates(data: VerificationData, options: GroupErrorRatesOptions): GroupErrorRates[] {
  const { by, targetFmr = 1e-3, z = Z95 } = options;
  const pairs = sortPairs(data.pairs);
  const thresholds = options.thresholds ?? [thresholdAtFmr(rocCurve(pairs), targetFmr)];
  const people = personPairs(pairs, data.subjectOf, data.subjects.length);
  const grouping = groupImages(data, by);
  const clusters = groupClusters(pairs, people, grouping, grouping.names.length);
  return new RateTable(pairs, clusters, grouping.names, thresholds).all({ question: targetFmr, z });
}

/** The errors of a group from its two rates. */
export function groupErrors(group: string, fmr: Rate, fnmr: Rate): GroupErrors {
  const n = fmr.n + fnmr.n;
  return { group, fmr, fnmr, accuracy: n === 0 ? null : (100 * (n - fmr.k - fnmr.k)) / n };
}

/** Counts and variances behind group error rates at many thresholds; pairs in rising order of their scores. */
export class RateTable {
  readonly #clusters: PairClusters;
  readonly #sweep: RateSweep;
  readonly #overall: PairClusters;
  readonly #overallSweep: RateSweep;
  readonly #names: readonly string[];

  constructor(
    pairs: ScoredPairs,
    { clusters, overall }: GroupClusters,
    names: readonly string[],
    thresholds: readonly number[],
  ) {
    this.#names = names;
    this.#clusters = clusters;
    this.#sweep = sweepRates(pairs, clusters, thresholds);
    this.#overall = overall;
    this.#overallSweep = overall === clusters ? this.#sweep : sweepRates(pairs, overall, thresholds);
  }

  all(options: { question: number; z?: number }): GroupErrorRates[] {
    return this.#sweep.thresholds.map((_, at) => this.at(at, options));
  }

  /** The rates at threshold number `at`. */
  at(at: number, { question, z = Z95 }: { question: number; z?: number }): GroupErrorRates {
    const names = this.#names;
    const fmr = (cell: number): Rate => rateAt(this.#sweep, this.#clusters, at, 2 * cell, question, z);
    const fnmr = (cell: number): Rate => rateAt(this.#sweep, this.#clusters, at, 2 * cell + 1, 1, z);
    return {
      threshold: this.#sweep.thresholds[at] as number,
      overall: {
        fmr: rateAt(this.#overallSweep, this.#overall, at, 0, question, z),
        fnmr: rateAt(this.#overallSweep, this.#overall, at, 1, 1, z),
      },
      groups: names.map((group, g) => groupErrors(group, fmr(pairCell(g, g)), fnmr(pairCell(g, g)))),
      pairs: names.flatMap((b, j) =>
        names.slice(0, j + 1).map((a, i): GroupPairErrors => {
          const cell = pairCell(i, j);
          return { groups: [a, b], fmr: fmr(cell), fnmr: fnmr(cell) };
        }),
      ),
    };
  }
}
