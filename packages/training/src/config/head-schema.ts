import { z } from 'zod';

// The ranges are those of @fairface/losses: what is accepted here can be made there.
const angle = z.number().min(0).max(Math.PI);
const cosines = z.number().min(0).max(2);
const norm = z.number().min(1e-6);
const share = z.number().min(0).max(1);

/** Fields that every head has. */
const common = {
  /** Factor of the cosines before the soft-max. */
  scale: z.number().positive().max(1e4).default(64),
  /** `class-mean`: the mean feature of each person, of a feature file that a trained model made. */
  init: z.enum(['xavier', 'class-mean']).default('xavier'),
  /** With `class-mean`: the feature file, text or `.npy`. Its names are the branch's. Default: the branch's own features. */
  features: z.string().min(1).optional(),
  /**
   * People whose class weights a step sees, those of the batch among them: up to 1 a share of all, from 2 on how many.
   * Default: all.
   */
  sample: z
    .number()
    .positive()
    .refine((value) => value <= 1 || Number.isInteger(value), 'expected a share up to 1, or a whole number of people')
    .optional(),
};

/** A margin head, by its type; the numbers are those of the papers. */
export const headSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('arcface').default('arcface'), margin: angle.default(0.5), ...common }),
  z.strictObject({ type: z.literal('cosface'), margin: cosines.default(0.35), ...common }),
  z.strictObject({
    type: z.literal('combined-margin'),
    margins: z.tuple([z.number().min(1).max(10), angle, cosines]).default([1, 0.3, 0.2]),
    dropNegativesAbove: share.nullable().default(null),
    ...common,
  }),
  z.strictObject({
    type: z.literal('adaface'),
    margin: cosines.default(0.4),
    concentration: z.number().positive().max(100).default(0.333),
    momentum: share.default(0.01),
    ...common,
  }),
  z.strictObject({
    type: z.literal('curricularface'),
    margin: angle.default(0.5),
    momentum: share.default(0.01),
    ...common,
  }),
  z.strictObject({
    type: z.literal('magface'),
    norms: z.tuple([norm, norm]).default([10, 110]),
    margins: z.tuple([angle, angle]).default([0.45, 0.8]),
    regulariser: z.number().min(0).default(20),
    ...common,
  }),
  z.strictObject({
    type: z.literal('subcenter-arcface'),
    margin: angle.default(0.5),
    subCenters: z.int().min(1).max(100).default(3),
    ...common,
  }),
  z.strictObject({ type: z.literal('cifp'), margin: cosines.default(0.35), ...common }),
]);
