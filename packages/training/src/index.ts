export { checkpointName, listCheckpoints } from './checkpoint/checkpoint-folder';
export { loadCheckpoint } from './checkpoint/load-checkpoint';
export { readRunState, type RunState } from './checkpoint/run-state';
export { type Checkpoint, saveCheckpoint } from './checkpoint/save-checkpoint';
export { ConfigError } from './config/config-error';
export { formatTrainConfig } from './config/format-train-config';
export { loadTrainConfig, modelPreprocessing, type TrainConfig } from './config/load-train-config';
export { trainConfigSchema } from './config/train-config-schema';
export type { ShardContent } from './heads/shard-messages';
export {
  openShardedHead,
  ShardedHead,
  type ShardedHeadOptions,
  type ShardedLoss,
  type UpdateStep,
} from './heads/sharded-head';
export { EventFile } from './log/event-file';
export { MetricsFile, type MetricsLine } from './log/metrics-file';
export type {
  AdamwOptions,
  CommonOptimiserOptions,
  Optimiser,
  OptimiserOptions,
  OptimiserStep,
  ParameterGroup,
  SgdOptions,
} from './optimiser/optimiser';
export { createOptimiser } from './optimiser/create-optimiser';
export { type DryRun, dryRun } from './run/dry-run';
export { createSchedule, type Schedule, type ScheduleOptions } from './schedule/create-schedule';
export { type BranchRows, type PairRows } from './step/batch-layout';
export { type ClassMeanOptions, classMeanWeights } from './step/class-mean-weights';
export type { HeadInit } from './step/initialise-state';
export { type ClassDraw, ClassBanks } from './sampled/class-banks';
export { openTrainer, type TrainerOptions } from './step/open-trainer';
export { type BatchData, type DrawnClasses, stepInputs } from './step/step-inputs';
export type { Trainer } from './step/trainer';
export type {
  SampledNumbers,
  SampledRows,
  StepInputs,
  StepMetrics,
  StepOutputs,
  StepResult,
  TrainState,
} from './step/train-state';
export { createTrainStep, type TrainStep, type TrainStepOptions } from './step/train-step';
export { train, type TrainOptions } from './train';
export type { TrainEvent, TrainSaved, TrainStart, TrainStepDone, TrainSummary, TrainValidated } from './train-event';
export { choosePairs, type ChoosePairsOptions } from './validate/choose-pairs';
export {
  type GroupRating,
  pairCosines,
  type PairRating,
  ratePairs,
  type RatePairsOptions,
} from './validate/rate-pairs';
