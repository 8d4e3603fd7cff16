import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../ops/without-gradient';
import type { DivergenceConstraint } from './constraints';
import { jsDivergence, klDivergence, wasserstein } from './divergence';
import type { HistogramShape } from './histogram-options';
import { nodeWeights } from './node-weights';
import type { TermBlock } from './terms';

/** One side's distributions of all groups. */
export interface GroupDistributions {
  readonly side: 'positive' | 'negative';
  readonly groups: readonly string[];
  /** [groups, nodes] */
  readonly p: tf.Tensor2D;
  /** 1 where the group has any similarity, [groups]. */
  readonly present: tf.Tensor1D;
}

/** Divergences between groups; 0 where a group has no similarity. Weighted. */
export function groupDivergence(
  { side, groups, p, present }: GroupDistributions,
  constraint: DivergenceConstraint,
  shape: HistogramShape,
): TermBlock {
  const {
    weight,
    positives = 1,
    negatives = 1,
    divergence = 'kl',
    anchor = 'pairs',
    stopGradient = false,
  } = constraint;
  const pairs = comparedGroups(groups, constraint);
  const rows = (of: tf.Tensor, which: 0 | 1) =>
    tf.gather(
      of,
      tf.tensor1d(
        pairs.map((pair) => groups.indexOf(pair[which])),
        'int32',
      ),
    );
  const reference = (): tf.Tensor => (anchor === 'mean' ? meanOf(p, present) : rows(p, 0));
  const fixed = stopGradient ? withoutGradient(reference) : reference();
  const [a, b] = anchor === 'mean' ? [p, fixed] : [fixed, rows(p, 1)];
  const weights = nodeWeights(constraint.tail, shape.positions);
  const options = weights && { nodeWeights: tf.tensor1d(weights) };
  const values = {
    kl: () => klDivergence(a, b, options),
    js: () => jsDivergence(a, b, options),
    wasserstein: () => wasserstein(a, b, shape.step, options),
  }[divergence]();
  const both = anchor === 'mean' ? present : tf.mul(rows(present, 0), rows(present, 1));
  const factor = weight * (side === 'positive' ? positives : negatives);
  return {
    names: pairs.map(([first, second]) => `${divergence}/${side}/${first}~${second}`),
    values: tf.mul(tf.mul(values, both), factor) as tf.Tensor1D,
  };
}

/** [anchor, other], or [group, 'mean']. */
export function comparedGroups(
  groups: readonly string[],
  { between = 'all', anchor = 'pairs', divergence = 'kl' }: DivergenceConstraint,
): readonly (readonly [string, string])[] {
  if (anchor === 'mean') return groups.map((group) => [group, 'mean'] as const);
  if (anchor === 'first') return groups.slice(1).map((group) => [groups[0] as string, group] as const);
  if (between !== 'all') return between;
  const ordered = groups.flatMap((a, i) => groups.map((b, j) => ({ a, b, i, j })));
  return ordered.filter(({ i, j }) => (divergence === 'kl' ? i !== j : i < j)).map(({ a, b }) => [a, b] as const);
}

/** Mean distribution of the groups that have any similarity, [1, nodes]. */
function meanOf(p: tf.Tensor2D, present: tf.Tensor1D): tf.Tensor {
  return tf.div(tf.sum(p, 0, true), tf.maximum(tf.sum(present), 1));
}
