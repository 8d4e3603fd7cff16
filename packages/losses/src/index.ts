export type {
  Constraints,
  Divergence,
  DivergenceConstraint,
  EntropyConstraint,
  GenuineConstraint,
  OrderConstraint,
  TailRate,
  TailStep,
} from './distribution/constraints';
export type { GroupScores, GroupsScores } from './distribution/distribution-blocks';
export { distributionLoss } from './distribution/distribution-loss';
export { type DivergenceOptions, jsDivergence, klDivergence, wasserstein } from './distribution/divergence';
export { entropy } from './distribution/entropy';
export { type HistogramOptions, type HistogramShape, resolveHistogram } from './distribution/histogram-options';
export { kernelHistogram } from './distribution/kernel-histogram';
export { type ScoreSet, wholeSet } from './distribution/score-set';
export type { LossTerms } from './distribution/terms';
export { createHead, type HeadLoss, type HeadLossOptions, type MarginHead } from './heads/create-head';
export { headTypes } from './heads/create-margin';
export type { HeadOptions, HeadType } from './heads/head-options';
export type { TensorRecord } from './margins/margin';
export {
  type BranchInputs,
  createMultiBranchLoss,
  type MultiBranchLoss,
  type MultiBranchResult,
} from './multi-branch/create-multi-branch-loss';
export type { BranchOptions, MultiBranchOptions } from './multi-branch/multi-branch-options';
export { cosineMatrix, type WeightLayout } from './ops/cosine-matrix';
export { cosineOfRows } from './ops/cosine-of-rows';
export { normaliseRows } from './ops/normalise-rows';
export { withoutGradient } from './ops/without-gradient';
export { hardNegatives, type HardNegativesOptions } from './pairs/hard-negatives';
export { hardPositives, type HardPositivesOptions } from './pairs/hard-positives';
export {
  ClassBank,
  type ClassBankOptions,
  type ClassSample,
  type GatherOptions,
  type UpdateOptions,
} from './sampled/class-bank';
export {
  type ClassShard,
  createClassShard,
  type ShardForward,
  type ShardGradients,
  type ShardSoftmax,
  type ShardStep,
} from './sharded/class-shard';
export { type CombinedSoftmax, combineSoftmax, type SoftmaxShare } from './sharded/combine-softmax';
