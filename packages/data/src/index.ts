export {
  type Augmentation,
  type AugmentationOptions,
  augmentationPresets,
  augmentationSchema,
  resolveAugmentation,
} from './augment/augmentation';
export { augmentFeatures, type FeatureVectors } from './augment/augment-features';
export { augmentImage, type Place } from './augment/augment-image';
export { branchBatch, branchSchema, branchShape, type BranchSpec, pairsShape, refineBranch } from './branch-schema';
export { type BranchSummary, checkData, type CheckEvent, type CheckSummary } from './check/check-data';
export type { CheckPlan } from './check/check-plan';
export type { Finding } from './check/finding';
export { loadPairs, type PairSource } from './pairs/load-pairs';
export { createSampler, type Sampler, type SamplerOptions } from './sample/create-sampler';
export { type Sampling, samplingSchema } from './sample/sampling';
export { compileFilter, type FilterContext, type RowFilter } from './source/compile-filter';
export { loadSource, type LoadSourceOptions } from './source/load-source';
export { nearestName } from './source/nearest-name';
export type { ItemReference, Source } from './source/source';
export { refineSource, sourceSchema, sourceShape, type SourceSpec } from './source/source-schema';
export { streamBatches, type StreamEvent } from './stream/stream-batches';
export type { BranchPlan, PairPlan, StreamPlan } from './stream/stream-plan';
export type { BranchBatch, Inputs, PairBatch, TrainBatch } from './stream/train-batch';
export { frameTfRecord } from './tfrecord/frame-tf-record';
export { readTfRecords, type ReadTfRecordsOptions, type TfRecord } from './tfrecord/read-tf-records';
export { encodeExample, type ExampleValue, TfExample } from './tfrecord/tf-example';
export { writeTfRecords } from './tfrecord/write-tf-records';
