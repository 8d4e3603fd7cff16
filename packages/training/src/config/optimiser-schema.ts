import { z } from 'zod';

const decay = z.number().min(0);
const fraction = z.number().min(0).lt(1);
const beta = z.number().positive().lt(1);

const common = {
  /** Weight decay of kernels and dense weights; norm and bias have none. */
  weightDecay: decay.default(5e-4),
  /** Weight decay of class weights, on top of `l2`. */
  headWeightDecay: decay.default(0),
  /** Exceptions by name: `{ match: 'stage1/*', weightDecay: 0, rate: 0.1 }`. */
  groups: z
    .array(z.strictObject({ match: z.string().min(1), weightDecay: decay.optional(), rate: decay.optional() }))
    .default([]),
};

export const optimiserSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('sgd').default('sgd'),
    momentum: fraction.default(0.9),
    nesterov: z.boolean().default(false),
    ...common,
  }),
  z.strictObject({
    type: z.literal('adamw'),
    beta1: beta.default(0.9),
    beta2: beta.default(0.999),
    epsilon: z.number().positive().default(1e-8),
    ...common,
  }),
]);

/** The learning rate over the steps. */
const rate = {
  /** The highest rate. */
  learningRate: z.number().positive().default(0.1),
  /** Steps of linear rise at the beginning. */
  warmupSteps: z.int().min(0).default(0),
};

/** Where the fall of the rate ends. */
const end = { end: z.number().min(0).default(0), ...rate };

export const scheduleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('cosine').default('cosine'), ...end }),
  z.strictObject({ type: z.literal('constant'), ...rate }),
  z.strictObject({ type: z.literal('polynomial'), power: z.number().positive().default(1), ...end }),
  z.strictObject({
    type: z.literal('step'),
    /** Steps, counted from 0, from which on the rate is multiplied by `gamma` once more. */
    milestones: z.array(z.int().min(1)).min(1),
    gamma: z.number().positive().default(0.1),
    ...rate,
  }),
]);
