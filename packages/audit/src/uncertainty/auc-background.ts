import { addMoves } from './add-moves';
import { type ClusterMeans, resampleMeans } from './cluster-means';
import type { PairClusters } from './cluster-pairs';
import type { PersonPairs } from './person-pairs';
import { sumOfSquares } from './sums';

/** What the pairs of each kind, impostor and genuine, do to the AUC of all pairs. */
export interface AucBackground {
  auc: number;
  /** Variance of the AUC by the impostor and by the genuine pairs. */
  variance: readonly [number, number];
  /** For each person how far the AUC moves when its impostor or its genuine pairs come up once more. */
  pull: readonly [Float64Array, Float64Array];
  /** Variance of the placement of one pair, impostor or genuine, and the correlation of two pairs that share a person. */
  pair: readonly [PairSpread, PairSpread];
}

interface PairSpread {
  variance: number;
  correlation: number;
}

/** Pairs with their persons and placements, all in one order. */
export interface PlacedPairs {
  people: PersonPairs;
  placed: Float64Array;
  background: AucBackground;
}

/**
 * @param placed placements of all pairs.
 * @param means `clusterMeans` of them.
 * @param all all pairs in one cell.
 */
export function aucBackground(
  placed: Float64Array,
  means: ClusterMeans,
  all: PairClusters,
  subjects: number,
): AucBackground {
  const { mean, variance, influence } = means;
  const pullOf = (slot: 0 | 1): Float64Array => {
    const pull = new Float64Array(subjects);
    for (let row = all.rowStart[slot] as number; row < (all.rowStart[slot + 1] as number); row++)
      pull[all.rowSubject[row] as number] = influence[row] as number;
    return pull;
  };
  return {
    auc: mean[1] as number,
    variance: [variance[0] as number, variance[1] as number],
    pull: [pullOf(0), pullOf(1)],
    pair: pairSpreads(placed, means, all),
  };
}

function pairSpreads(
  placed: Float64Array,
  { mean, single, influence }: ClusterMeans,
  all: PairClusters,
): AucBackground['pair'] {
  const auc = mean[1] as number;
  const squares: [number, number] = [0, 0];
  const firstGenuine = all.entryStart[1] as number;
  for (let n = 0; n < placed.length; n++) {
    const apart = (placed[n] as number) - auc;
    squares[(all.entryOf[n] as number) < firstGenuine ? 0 : 1] += apart * apart;
  }
  // Without what is added for few persons.
  const plainVariance = (kind: 0 | 1): number => {
    let sum = kind === 1 ? 0 : -(single[0] as number);
    for (let row = all.rowStart[kind] as number; row < (all.rowStart[kind + 1] as number); row++)
      sum += (influence[row] as number) ** 2;
    return sum;
  };
  const [impostor, genuine] = ([0, 1] as const).map((kind) => {
    const pairs = all.slotPairs[kind] as number;
    const ofOne = squares[kind] / Math.max(1, pairs - 1);
    const shared = sharedPairs(all, kind);
    const effect = (pairs * plainVariance(kind)) / ofOne;
    return { variance: ofOne, correlation: ofOne > 0 && shared > 0 ? Math.max(0, (effect - 1) / shared) : 0 };
  }) as [PairSpread, PairSpread];
  return [impostor, genuine];
}

/** With how many others of its slot a pair shares a person, on average. */
function sharedPairs({ rowStart, rowPairs, slotPairs }: PairClusters, slot: number): number {
  let squares = 0;
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++)
    squares += (rowPairs[row] as number) ** 2;
  return Math.max(0, squares / (slotPairs[slot] as number) - (slot % 2 === 1 ? 1 : 2));
}

/**
 * Variance of the AUC of a slot's pairs against all pairs of the other kind.
 *
 * The part of the slot's own pairs is their dyadic variance, and no less than it would be if 1 - placement varied in proportion to
 * its mean as much as it does over all pairs, with the slot's own sharing of persons (Kish's design effect). Few pairs, most of
 * them placed right, seldom show the few placed badly that make the variance, and where they show none the AUC looks both too good
 * and too sure. A variance taken to be proportional to the square of the mean is what surveys use for small domains (Wolter,
 * Introduction to Variance Estimation, 2007, chapter 7).
 *
 * The other kind's part is that in the AUC of all pairs times (1 - AUC of the slot) / (1 - AUC of all): an approximation that saves
 * placing all pairs anew for every slot.
 */
export function varianceWithBackground(
  slot: number,
  { mean, variance, influence }: ClusterMeans,
  clusters: PairClusters,
  background: AucBackground,
): number {
  const { rowStart, rowSubject } = clusters;
  const scale = shareOfBackground(mean[slot] as number, background);
  const own = Math.max(variance[slot] as number, typicalVariance(slot, mean[slot] as number, clusters, background));
  const other = otherKind(slot);
  const pull = background.pull[other];
  let shared = 0;
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++)
    shared += (influence[row] as number) * (pull[rowSubject[row] as number] as number);
  return Math.max(own, own + scale * scale * background.variance[other] + 2 * scale * shared);
}

/** Variance of an AUC by the slot's own pairs if its placements spread in proportion as those of all pairs do. */
function typicalVariance(slot: number, auc: number, clusters: PairClusters, background: AucBackground): number {
  const { variance, correlation } = background.pair[slot % 2 === 1 ? 1 : 0];
  const pairs = clusters.slotPairs[slot] as number;
  return (shareOfBackground(auc, background) ** 2 * variance * (1 + correlation * sharedPairs(clusters, slot))) / pairs;
}

/** What the resamples of the persons do to the AUC of a slot. */
export interface AucMoves {
  /** By the slot's own pairs, with the dyadic variance of the AUC that was found, and what they would be multiplied by at another AUC. */
  own: Float64Array;
  typical(auc: number): number;
  /** By the pairs of the other kind, of the AUC of all pairs: shared by all slots, so that they all but cancel out between slots. */
  other: Float64Array;
}

/** How the AUCs of some slots move in each resample of the persons. */
export function resampleWithBackground(
  means: ClusterMeans,
  clusters: PairClusters,
  slots: readonly number[],
  background: AucBackground,
  multiplicities: Uint8Array,
  resamples: number,
): AucMoves[] {
  const moves = [0, 1].map((kind) =>
    slots.some((slot) => otherKind(slot) === kind)
      ? backgroundMoves(background, kind as 0 | 1, multiplicities, resamples)
      : new Float64Array(resamples),
  );
  return resampleMeans(means, clusters, slots, multiplicities, resamples).map((values, n) => {
    const slot = slots[n] as number;
    const variance = means.variance[slot] as number;
    return {
      own: values.map((value) => value - (means.mean[slot] as number)),
      typical: (auc) => (variance > 0 ? Math.sqrt(typicalVariance(slot, auc, clusters, background) / variance) : 0),
      other: moves[otherKind(slot)] as Float64Array,
    };
  });
}

/**
 * An AUC in each resample, moved on the arcsine scale: it stays between 0 and 1, where its errors are skew.
 *
 * @param factor of the moves by the slot's own pairs.
 */
export function movedAucs(auc: number, { own, other }: AucMoves, background: AucBackground, factor = 1): Float64Array {
  const spread = 2 * Math.sqrt(auc * (1 - auc));
  if (!(spread > 0)) return new Float64Array(own.length).fill(auc);
  const share = shareOfBackground(auc, background);
  const centre = Math.asin(Math.sqrt(auc));
  return own.map((move, r) => {
    const angle = centre + (factor * move + share * (other[r] as number)) / spread;
    return Math.sin(Math.min(Math.PI / 2, Math.max(0, angle))) ** 2;
  });
}

/** How far one kind's pairs move the AUC of all pairs in each resample, with the variance that they should have. */
function backgroundMoves(
  { pull, variance }: AucBackground,
  kind: 0 | 1,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array {
  const steps = pull[kind];
  const moves = addMoves(new Float64Array(resamples), steps, Int32Array.from(steps.keys()), multiplicities);
  const squares = sumOfSquares(steps);
  const scale = squares === 0 ? 0 : Math.sqrt(variance[kind] / squares);
  return moves.map((move) => scale * move);
}

const otherKind = (slot: number): 0 | 1 => (slot % 2 === 1 ? 0 : 1);

const shareOfBackground = (auc: number, background: AucBackground): number =>
  background.auc === 1 ? 0 : (1 - auc) / (1 - background.auc);
