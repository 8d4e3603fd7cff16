import * as tf from '@tensorflow/tfjs';
import type { Constraints, GenuineConstraint, OrderConstraint } from './constraints';
import { entropy } from './entropy';
import { type GroupDistributions, groupDivergence } from './group-divergence';
import type { HistogramShape } from './histogram-options';
import { kernelHistogram } from './kernel-histogram';
import { present, type ScoreSet, setMean } from './score-set';
import type { TermBlock } from './terms';

/** The similarities of one group. */
export interface GroupScores {
  /** Of the same person. */
  readonly positives: ScoreSet;
  /** Of different people. */
  readonly negatives: ScoreSet;
}

/** Groups by name, in order. */
export type OrderedGroups = ReadonlyMap<string, GroupScores>;

/** Groups by name. An object puts names that are whole numbers first, a Map keeps its order. */
export type GroupsScores = OrderedGroups | Readonly<Record<string, GroupScores>>;

/** Terms of the groups' distributions. */
export function groupBlocks(groups: OrderedGroups, constraints: Constraints, shape: HistogramShape): TermBlock[] {
  const { kl, entropy: narrow, order, genuine } = constraints;
  const blocks: TermBlock[] = [];
  if (kl !== undefined || narrow !== undefined) {
    for (const side of ['positive', 'negative'] as const) {
      const distributions = distributionsOf(groups, side, shape);
      if (narrow !== undefined) {
        const share = side === 'positive' ? narrow.positives : narrow.negatives;
        blocks.push(entropyBlock(distributions, narrow.weight * (share ?? 1)));
      }
      if (kl !== undefined) blocks.push(groupDivergence(distributions, kl, shape));
    }
  }
  if (order !== undefined) blocks.push(orderBlock(groups, order));
  if (genuine !== undefined) blocks.push(genuineBlock(groups, genuine));
  return blocks.filter(({ names }) => names.length > 0);
}

/** Entropy of every distribution, 0 where a group has no similarity. */
export function entropyBlock({ side, groups, p, present }: GroupDistributions, weight: number): TermBlock {
  return {
    names: groups.map((group) => `entropy/${side}/${group}`),
    values: tf.mul(tf.mul(entropy(p), present), weight) as tf.Tensor1D,
  };
}

/** The distributions of one side of every group. */
export function distributionsOf(
  groups: ReadonlyMap<string, Partial<GroupScores>>,
  side: 'positive' | 'negative',
  shape: HistogramShape,
): GroupDistributions {
  const sets = [...groups.values()].map((scores) => scores[`${side}s`] as ScoreSet);
  return {
    side,
    groups: [...groups.keys()],
    p: tf.stack(sets.map((set) => kernelHistogram(set, shape))) as tf.Tensor2D,
    present: tf.stack(sets.map(present)) as tf.Tensor1D,
  };
}

function orderBlock(groups: OrderedGroups, { weight, across = 'own' }: OrderConstraint): TermBlock {
  const means = (side: keyof GroupScores) => tf.stack([...groups.values()].map((scores) => setMean(scores[side])));
  const there = (side: keyof GroupScores) => tf.stack([...groups.values()].map((scores) => present(scores[side])));
  const [up, down, hasUp, hasDown] = [means('positives'), means('negatives'), there('positives'), there('negatives')];
  // Across all groups the sum over (i, j) of up_i - down_j, taken apart into every group's own share.
  const [upTimes, downTimes] =
    across === 'own'
      ? [tf.mul(hasUp, hasDown), tf.mul(hasUp, hasDown)]
      : [tf.mul(hasUp, tf.sum(hasDown)), tf.mul(hasDown, tf.sum(hasUp))];
  return {
    names: [...groups.keys()].map((group) => `order/${group}`),
    values: tf.mul(tf.sub(tf.mul(down, downTimes), tf.mul(up, upTimes)), weight) as tf.Tensor1D,
  };
}

function genuineBlock(groups: OrderedGroups, { weight, threshold }: GenuineConstraint): TermBlock {
  const pulls = [...groups.values()].map(({ positives: { values, weights } }) =>
    setMean({ values: tf.square(tf.relu(tf.sub(threshold, values))), weights }),
  );
  return {
    names: [...groups.keys()].map((group) => `genuine/${group}`),
    values: tf.mul(tf.stack(pulls), weight) as tf.Tensor1D,
  };
}
