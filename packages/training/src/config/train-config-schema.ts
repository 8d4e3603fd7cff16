import { modelOptionsSchema } from '@fairface/model';
import { branchBatch, branchShape, pairsShape, refineSource, sourceShape } from '@fairface/data';
import { z } from 'zod';
import { constraintSchema, histogramSchema } from './constraint-schema';
import { headSchema } from './head-schema';
import { optimiserSchema, scheduleSchema } from './optimiser-schema';

const name = z
  .string()
  .min(1)
  .regex(/^[^/~\s]+$/, 'expected a name without spaces, / and ~');
const count = z.int().min(1);

/** Items of a branch and pairs of a group in a step, where nothing else is said. */
const USUAL_BATCH = { branch: 32, pairs: 16 };

/** Images of people, and the head that classifies them. */
const branchSchema = z
  .strictObject({
    ...branchShape,
    name,
    head: headSchema.prefault({}),
    /** Weight of the classification loss; 0: none. */
    weight: z.number().min(0).default(1),
    /** Terms on the hardest negatives of the branch alone. */
    negatives: z
      .strictObject({ entropy: z.number().min(0).default(0.01), mean: z.number().min(0).default(0.1) })
      .optional(),
  })
  .superRefine(refineSource)
  .transform((branch) => ({ ...branch, batch: branch.batch ?? (branchBatch(branch) || USUAL_BATCH.branch) }));

/** A group with a similarity distribution: negatives from its branch, positives from its mined pairs. */
const groupSchema = z.strictObject({
  ...pairsShape,
  pairs: z.string().min(1),
  batch: count.default(USUAL_BATCH.pairs),
});

/** How the pixels that the network sees are made of a crop. */
const preprocessingSchema = z.strictObject({
  /** Template of the crops. Default: `seed256` for a network of 248 pixels, else `arcface112`. */
  template: z.string().min(1).optional(),
  /** Side of the crop. Default: the template's. */
  templateSize: count.optional(),
  /** The part of it that is used. Default: the central 248 pixels of `seed256`, else all. */
  cut: z.strictObject({ x: z.int().min(0), y: z.int().min(0), width: count, height: count }).optional(),
});

const validationSchema = z
  .strictObject({
    ...sourceShape,
    /** A pair list, `left<TAB>right<TAB>label`. Default: all genuine pairs and up to `impostors` others. */
    pairs: z.string().min(1).optional(),
    impostors: count.default(100_000),
    /** Columns of the table whose combinations are the groups. */
    by: z.array(z.string().min(1)).default([]),
    /** FMR over all pairs that sets the threshold of the groups' rates. */
    targetFmr: z.number().positive().max(1).default(0.01),
    /** Steps from one validation to the next; the last step is always validated. */
    every: count.default(500),
    /** Images at once. */
    batch: count.default(64),
    /** What the best checkpoint is best in. */
    monitor: z.enum(['auc', 'tar', 'gaps.auc', 'gaps.fmr', 'gaps.fnmr', 'gaps.fpd']).default('auc'),
    /** Ends the training after so many validations without anything better by `minDelta`. */
    earlyStop: z.strictObject({ patience: count.default(5), minDelta: z.number().min(0).default(0) }).optional(),
  })
  .superRefine(refineSource);

/** The configuration of a training, as it is written. Paths are relative to its file. */
export const trainConfigSchema = z.strictObject({
  model: modelOptionsSchema,
  preprocessing: preprocessingSchema.prefault({}),
  branches: z.array(branchSchema).min(1),
  groups: z.array(groupSchema).default([]),
  /** Default: with groups the terms and weights of the method, else none. */
  constraints: constraintSchema.optional(),
  histogram: histogramSchema.prefault({}),
  /** Hardest negatives of a branch's batch that make its distribution. */
  topK: count.default(100),
  /** Positives at or above this similarity are left out, unless all are; null: none is. */
  positiveBelow: z.number().min(-1).max(1).nullable().default(0.6),
  /** L2 regularisation of class weights. */
  l2: z.number().min(0).default(0.001),
  optimiser: optimiserSchema.prefault({}),
  schedule: scheduleSchema.prefault({}),
  /** Largest norm of the gradient. Default: no limit. */
  clip: z.number().positive().optional(),
  /** Parts in which the batch goes through the network; the loss is that of the whole batch. */
  accumulate: count.default(1),
  /** Compute activations again in the backward pass: less memory, more time. */
  recompute: z.boolean().default(false),
  /** Parameters that stay as they are: names with `*`, for instance `stage1/*`. */
  freeze: z.array(z.string().min(1)).default([]),
  /** What batch norm normalises by: the batch, or the moving averages, which then stay as they are. */
  batchNorm: z.enum(['batch', 'moving']).default('batch'),
  steps: count.default(10_000),
  seed: z.int().min(0).default(1),
  engine: z.enum(['auto', 'native', 'wasm', 'cpu']).default('auto'),
  /** On the native engine: run the step as one graph. */
  trace: z.boolean().default(true),
  /** A checkpoint whose network parameters the training starts from. */
  initFrom: z.string().min(1).optional(),
  validation: validationSchema.optional(),
  checkpoint: z.strictObject({ every: count.default(500), keepLast: count.default(3) }).prefault({}),
  /** Batches that are made ahead. */
  prefetch: z.int().min(1).max(64).default(2),
});

/** A configuration with every default filled in, as {@link trainConfigSchema} gives it. */
export type ParsedTrainConfig = z.infer<typeof trainConfigSchema>;
