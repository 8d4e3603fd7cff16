import { placements } from '../accuracy/placements';
import { sortPairs } from '../accuracy/sort-pairs';
import type { VerificationData } from '../read/verification-data';
import { aucBackground, type PlacedPairs, varianceWithBackground } from '../uncertainty/auc-background';
import { shareInterval } from '../uncertainty/auc-interval';
import { type ClusterMeans, clusterMeans } from '../uncertainty/cluster-means';
import { clusterPairs, type PairClusters, slotPeople } from '../uncertainty/cluster-pairs';
import { personPairs } from '../uncertainty/person-pairs';
import { type GroupedImages, type Grouping, groupImages } from './group-images';
import { groupsOfCell, pairCell } from './pair-cells';

const JOINT = ' + ';

/** More legitimate cells than protected groups may occur: they are only averaged over. */
const MOST_STRATA = 4096;

/** AUC of the pairs of one legitimate cell and one protected cell against all pairs of the other kind. */
export interface ChallengeCell {
  /** The two images' values of the legitimate attributes, joined by ` + ` in string order. */
  legitimate: string;
  /** The group; for pairs of different groups both names, joined by ` + ` in string order. */
  protected: string;
  /** Pairs in the cell. */
  n: number;
  auc: number;
  lower: number;
  upper: number;
}

export interface ChallengeAuc {
  /** Genuine pairs of the cell against all impostor pairs (AUC+). */
  positive: ChallengeCell[];
  /** Impostor pairs of the cell against all genuine pairs (AUC-). */
  negative: ChallengeCell[];
}

export interface ChallengeOptions {
  /** Protected attributes. */
  protected: readonly string[];
  /** Legitimate attributes, which are held constant within a cell. */
  legitimate: readonly string[];
  /**
   * Which impostor pairs count: `same-group` only those within a group, `unordered` every pair of groups is a cell of its own.
   * @default 'same-group'
   */
  pairGroup?: 'same-group' | 'unordered';
}

/**
 * The AUC table of the ECCV 2020 ChaLearn fair face recognition challenge, by ranks:
 *
 * - AUC+(x, a) = mean over the cell's genuine p and all impostor n of 1[p > n] + 1/2 1[p = n];
 * - AUC-(x, a) = mean over the cell's impostor n and all genuine p of 1[n < p] + 1/2 1[n = p].
 *
 * Range 0 .. 1, ideal 1 and equal for all a at every x. Cells without pairs are left out. The intervals allow for the chance in
 * the pairs of the cell and in those of the other kind, whose pull is taken from the AUC of all pairs.
 *
 * Source: the organisers' demo code (T. Sixta), which agrees with the ranks up to a half step of its curve.
 */
export function challengeAuc(data: VerificationData, options: ChallengeOptions): ChallengeAuc {
  const pairs = sortPairs(data.pairs);
  const people = personPairs(pairs, data.subjectOf, data.subjects.length);
  const placed = placements(pairs);
  const all = clusterPairs(people, new Int32Array(pairs.length), 1);
  const background = aucBackground(placed, clusterMeans(placed, all), all, data.subjects.length);
  const table = challengeTable({ ...data, pairs }, { people, placed, background }, options);
  const side = (kind: number): ChallengeCell[] =>
    table.cells.filter(({ slot }) => slot % 2 === kind).map(({ cell }) => cell);
  return { positive: side(1), negative: side(0) };
}

/** The cells with the columns behind them. */
export interface ChallengeTable {
  protected: Grouping;
  cells: { slot: number; cell: ChallengeCell }[];
  clusters: PairClusters;
  means: ClusterMeans;
}

/**
 * Groups the images by the legitimate attributes.
 *
 * @throws InputError as `groupImages`.
 */
export function groupStrata(data: GroupedImages, legitimate: readonly string[]): Grouping {
  return groupImages(data, legitimate, MOST_STRATA);
}

/** Cells, clusters and means behind `challengeAuc`, for resampling. */
export function challengeTable(
  data: VerificationData,
  { people, placed, background }: PlacedPairs,
  { protected: by, legitimate, pairGroup = 'same-group' }: ChallengeOptions,
): ChallengeTable {
  const { pairs } = data;
  const groups = groupImages(data, by);
  const strata = groupStrata(data, legitimate);
  const groupPairs = (groups.names.length * (groups.names.length + 1)) / 2;
  // Only cells that occur are numbered.
  const places = new Map<number, number>();
  const keys: number[] = [];
  const cellOf = new Int32Array(pairs.length);
  for (let n = 0; n < pairs.length; n++) {
    const [left, right] = [pairs.left[n] as number, pairs.right[n] as number];
    const [a, b] = [groups.groupOf[left] as number, groups.groupOf[right] as number];
    if (a !== b && (pairs.genuine[n] === 1 || pairGroup === 'same-group')) {
      cellOf[n] = -1;
      continue;
    }
    const key = pairCell(strata.groupOf[left] as number, strata.groupOf[right] as number) * groupPairs + pairCell(a, b);
    let place = places.get(key);
    if (place === undefined) {
      place = keys.length;
      places.set(key, place);
      keys.push(key);
    }
    cellOf[n] = place;
  }
  const clusters = clusterPairs(people, cellOf, keys.length);
  const means = clusterMeans(placed, clusters);
  const cells = keys.flatMap((key, place) =>
    [2 * place, 2 * place + 1]
      .filter((slot) => (clusters.slotPairs[slot] as number) > 0)
      .map((slot) => {
        const auc = means.mean[slot] as number;
        const deviation = Math.sqrt(varianceWithBackground(slot, means, clusters, background));
        const [a, b] = namesOf(key % groupPairs, groups.names);
        const cell: ChallengeCell = {
          legitimate: namesOf(Math.floor(key / groupPairs), strata.names).join(JOINT),
          protected: a === b && (slot % 2 === 1 || pairGroup === 'same-group') ? a : [a, b].join(JOINT),
          n: clusters.slotPairs[slot] as number,
          auc,
          ...shareInterval(auc, deviation, slotPeople(clusters, slot)),
        };
        return { slot, cell };
      }),
  );
  cells.sort(({ cell: a }, { cell: b }) => compare(a.legitimate, b.legitimate) || compare(a.protected, b.protected));
  return { protected: groups, cells, clusters, means };
}

/** Names of the two groups of a cell, in string order. */
function namesOf(cell: number, names: readonly string[]): [string, string] {
  const [a = '', b = ''] = groupsOfCell(cell).map((group) => names[group]);
  return a < b ? [a, b] : [b, a];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
