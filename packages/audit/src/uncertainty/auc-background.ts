import { type ClusterMeans, resampleMeans } from './cluster-means';
import type { PairClusters, PersonPairs } from './cluster-pairs';

/** What the pairs of each kind, impostor and genuine, do to the AUC of all pairs. */
export interface AucBackground {
  auc: number;
  /** Variance of the AUC by the impostor and by the genuine pairs. */
  variance: readonly [number, number];
  /** For each person how far the AUC moves when its impostor or its genuine pairs come up once more. */
  pull: readonly [Float64Array, Float64Array];
}

/** Pairs with their persons and placements, all in one order. */
export interface PlacedPairs {
  people: PersonPairs;
  placed: Float64Array;
  background: AucBackground;
}

/**
 * @param means `clusterMeans` of the placements of all pairs.
 * @param all all pairs in one cell.
 */
export function aucBackground(means: ClusterMeans, all: PairClusters, subjects: number): AucBackground {
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
  };
}

/**
 * Variance of the AUC of a slot's pairs against all pairs of the other kind. The other kind's share is that in the AUC of all
 * pairs times (1 - AUC of the slot) / (1 - AUC of all): an approximation that saves placing all pairs anew for every slot.
 */
export function varianceWithBackground(
  slot: number,
  { mean, variance, influence }: ClusterMeans,
  { rowStart, rowSubject }: PairClusters,
  background: AucBackground,
): number {
  const own = variance[slot] as number;
  const scale = shareOfBackground(mean[slot] as number, background);
  const other = otherKind(slot);
  const pull = background.pull[other];
  let shared = 0;
  for (let row = rowStart[slot] as number; row < (rowStart[slot + 1] as number); row++)
    shared += (influence[row] as number) * (pull[rowSubject[row] as number] as number);
  return Math.max(own, own + scale * scale * background.variance[other] + 2 * scale * shared);
}

/**
 * How far the AUCs of slots of one kind move in each resample of the persons, on the arcsine scale: by the slot's own pairs and by
 * those of the other kind, whose pull is shared by all slots, so that it all but cancels out between slots that are alike.
 */
export function resampleWithBackground(
  means: ClusterMeans,
  clusters: PairClusters,
  slots: readonly number[],
  background: AucBackground,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array[] {
  const own = resampleMeans(means, clusters, slots, multiplicities, resamples);
  const moves = [0, 1].map((kind) =>
    slots.some((slot) => otherKind(slot) === kind)
      ? backgroundMoves(background, kind as 0 | 1, multiplicities, resamples)
      : new Float64Array(resamples),
  );
  return own.map((values, n) => {
    const slot = slots[n] as number;
    const mean = means.mean[slot] as number;
    const scale = shareOfBackground(mean, background);
    const move = moves[otherKind(slot)];
    const spread = 2 * Math.sqrt(mean * (1 - mean));
    return values.map((value, r) => (spread === 0 ? 0 : (value - mean + scale * (move?.[r] ?? 0)) / spread));
  });
}

/** An AUC moved on the arcsine scale: it stays between 0 and 1, where its errors are skew. */
export function moveAuc(auc: number, step: number): number {
  const angle = Math.asin(Math.sqrt(auc)) + step;
  return Math.sin(Math.min(Math.PI / 2, Math.max(0, angle))) ** 2;
}

/** How far one kind's pairs move the AUC of all pairs in each resample, with the variance that they should have. */
function backgroundMoves(
  { pull, variance }: AucBackground,
  kind: 0 | 1,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array {
  const moves = new Float64Array(resamples);
  let squares = 0;
  pull[kind].forEach((step, person) => {
    if (step === 0) return;
    squares += step * step;
    const from = person * resamples;
    for (let r = 0; r < resamples; r++)
      moves[r] = (moves[r] as number) + step * ((multiplicities[from + r] as number) - 1);
  });
  const scale = squares === 0 ? 0 : Math.sqrt(variance[kind] / squares);
  return moves.map((move) => scale * move);
}

const otherKind = (slot: number): 0 | 1 => (slot % 2 === 1 ? 0 : 1);

const shareOfBackground = (auc: number, background: AucBackground): number =>
  background.auc === 1 ? 0 : (1 - auc) / (1 - background.auc);
