import { z } from 'zod';

const weight = z.number().min(0);

/** Weights of the two kinds of similarity, times the term's. */
const kinds = { positives: weight.default(1), negatives: weight.default(1) };

/** The terms on similarity distributions. */
export const constraintSchema = z.strictObject({
  /** How alike the groups' distributions are. */
  kl: z
    .strictObject({
      weight: weight.default(0.1),
      /** The ordered pairs of groups that are compared, or all; a symmetric divergence takes every two groups once. */
      between: z.union([z.literal('all'), z.array(z.tuple([z.string(), z.string()])).min(1)]).default('all'),
      /** With `all`: every two groups, each with the first one, or each with the mean of all. */
      anchor: z.enum(['pairs', 'first', 'mean']).default('pairs'),
      /** Take the first distribution of a comparison as it is. */
      stopGradient: z.boolean().default(false),
      divergence: z.enum(['kl', 'js', 'wasserstein']).default('kl'),
      ...kinds,
      /** Nodes from `from` on count 1, those below it `below`; or a node t counts exp(rate * t), on average 1. */
      tail: z
        .union([
          z.strictObject({ from: z.number().min(-1).max(1), below: weight.default(0) }),
          z.strictObject({ rate: z.number() }),
        ])
        .nullable()
        .default(null),
    })
    .optional(),
  /** How narrow each distribution is. */
  entropy: z.strictObject({ weight: weight.default(0.01), ...kinds }).optional(),
  /** How far positives are above the group's own negatives, or above those of all groups. */
  order: z.strictObject({ weight: weight.default(0.1), across: z.enum(['own', 'all']).default('own') }).optional(),
  /** Positives below the threshold are pulled up. */
  genuine: z.strictObject({ weight: weight.default(1), threshold: z.number().min(-1).max(1) }).optional(),
});

/** Nodes and kernel of the estimated distributions. */
export const histogramSchema = z.strictObject({
  nodes: z.int().min(2).default(100),
  from: z.number().min(-1).max(1).default(0),
  to: z.number().min(-1).max(1).default(0.99),
  /** Default: 0.1; for the triangular kernel the distance of two nodes. */
  sigma: z.number().positive().optional(),
  kernel: z.enum(['gaussian', 'triangular']).default('gaussian'),
});
