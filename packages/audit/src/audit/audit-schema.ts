import { z } from 'zod';

const count = z.int().nonnegative();
/** A number, or null where there is no finite one: a rate without pairs, a ratio with a rate of 0 below the line. */
const value = z.number().nullable();
const interval = { lower: value, upper: value };

const peopleNote = z.enum(['no-pairs', 'few-people']).nullable();
const bounds = z.object(interval).describe('95 % interval; null where fewer than two persons are behind the number');

const rate = z
  .object({
    k: count.describe('errors'),
    n: count.describe('pairs'),
    people: count.describe('persons in those pairs'),
    rate: value.describe('k / n'),
    ...interval,
    variance: z.number().describe('variance of the rate, pairs that share persons considered'),
    note: z.enum(['no-pairs', 'too-few-pairs', 'few-people']).nullable(),
  })
  .describe('error rate with its 95 % dyadic Wilson interval');
const rates = { fmr: rate, fnmr: rate };

const challengeCell = z.object({
  legitimate: z.string(),
  protected: z.string(),
  n: count,
  auc: z.number(),
  lower: z.number(),
  upper: z.number(),
});
const challengeBias = {
  bias: value.describe('reconstruction, see the definition'),
  ...interval,
  strataUsed: count,
  strataSkipped: count,
};
const challengeSide = z.object({
  cells: z.array(challengeCell),
  ...challengeBias,
  discrimination: z.record(z.string(), z.number()),
});
const groupRates = z.array(z.object({ group: z.string(), ...rates, accuracy: value }));
const groupRatio = z.object({
  error: z.enum(['fmr', 'fnmr']),
  a: z.string(),
  b: z.string(),
  ratio: value,
  ...interval,
});
const worstPair = z.object({ image1: z.string(), image2: z.string(), score: z.number(), groups: z.array(z.string()) });
const groupSplit = z.object({ group: z.string(), genuine: z.array(z.number()), impostor: z.array(z.number()) });

/** What `audit.json` holds; `audit.schema.json` of this package is made from it. */
export const auditSchema = z.object({
  format: z.literal('fairface-audit'),
  version: z.literal(1),
  system: z.object({ name: z.string(), pairs: z.string().nullable(), attributes: z.string().nullable() }),
  provenance: z
    .object({
      version: z.string().describe('of @fairface/audit'),
      command: z.string().nullable(),
      files: z.array(
        z.object({ role: z.enum(['pairs', 'attributes']), path: z.string(), bytes: count, sha256: z.string() }),
      ),
    })
    .nullable()
    .describe('what it takes to make the audit again; null where the data were in memory'),
  settings: z.object({
    protected: z.array(z.string()),
    legitimate: z.array(z.string()),
    targetFmr: z.number(),
    resamples: count,
    seed: z.int(),
    resampling: z.enum(['subjects', 'double-or-nothing']),
    interval: z.enum(['normal', 'percentile', 'recentred']),
    level: z.literal(0.95),
  }),
  verdict: z.object({
    verdict: z.enum(['within', 'exceeds', 'inconclusive']),
    text: z.string().describe('the verdict in plain words'),
    tolerance: z.object({ fmrRatio: z.number(), fnmrRatio: z.number(), given: z.boolean() }),
    errors: z.array(
      z.object({
        error: z.enum(['fmr', 'fnmr']),
        verdict: z.enum(['within', 'exceeds', 'inconclusive']),
        worst: z.string().describe('the higher group of the pair of groups whose ratio has the largest lower bound'),
        best: z.string().describe('the lower group of that pair'),
        ratio: value,
        ...interval,
        needed: z
          .object({ people: count, pairs: count })
          .nullable()
          .describe('what each group would need for a decision about the tolerance; null where it cannot be told'),
      }),
    ),
  }),
  data: z.object({
    images: count,
    imagesInPairs: count,
    people: count,
    genuine: count,
    impostor: count,
    duplicatedPairs: count,
    mirroredPairs: count,
    mixedGenuine: count.describe('genuine pairs whose two images are in different groups'),
    labelled: z.boolean(),
    rejects: z.record(z.string(), count),
    groups: z.array(
      z.object({
        group: z.string(),
        images: count.describe('images of the group in the attributes table'),
        imagesInPairs: count,
        people: count,
        genuine: count,
        impostor: count,
        failed: count.nullable().describe('images in the list of failures and in no pair; null without such a list'),
      }),
    ),
    warnings: z.array(z.string()),
  }),
  accuracy: z.object({
    auc: z.object({ value: z.number(), ...interval }),
    eer: z.object({ value: z.number(), threshold: z.number(), ...interval }),
    dPrime: value,
    dPrimeInterval: bounds,
    smallestFar: z.number().describe('1 / impostor pairs: no smaller rate can be resolved'),
    tarAtFar: z.array(
      z.object({
        far: z.number(),
        threshold: z.number(),
        impostorsAccepted: count,
        fmr: z.number(),
        tar: z.number(),
        resolvable: z.boolean(),
        fnmr: rate,
      }),
    ),
    kFold: z
      .object({ k: count, mean: z.number(), std: z.number().describe('ddof 0'), thresholds: z.array(z.number()) })
      .nullable(),
  }),
  threshold: z.object({
    value: z.number(),
    source: z.enum(['target-fmr', 'given']),
    targetFmr: z.number(),
    accept: z.literal('score >= threshold'),
  }),
  rates: z.object({
    overall: z.object(rates),
    groups: groupRates,
    pairs: z.array(z.object({ groups: z.array(z.string()).length(2), ...rates })),
  }),
  groupThresholds: z
    .array(z.object({ group: z.string(), threshold: z.number(), ...rates }))
    .nullable()
    .describe('rates with a threshold of its own for each group; null unless asked for'),
  measures: z.array(
    z.object({
      id: z.string(),
      of: z.enum(['fmr', 'fnmr', 'both', 'accuracy', 'genuine', 'impostor']),
      value,
      ...interval,
      ideal: z.number(),
    }),
  ),
  ratios: z
    .array(groupRatio)
    .describe('a / b for every pair of groups; together their intervals hold with 95 % (Bonferroni)'),
  byAttribute: z
    .array(
      z.object({
        attribute: z.string(),
        groups: groupRates,
        ratios: z.array(groupRatio),
        challenge: z.object({ positive: z.object(challengeBias), negative: z.object(challengeBias) }).nullable(),
      }),
    )
    .describe('each protected attribute alone; empty where there is only one'),
  fmrCalibration: z.array(
    z.object({
      target: z.number(),
      threshold: z.number(),
      overall: rate,
      groups: z.array(z.object({ group: z.string(), fmr: rate })),
    }),
  ),
  distributions: z.object({
    edges: z.array(z.number()),
    counts: z.array(groupSplit).describe('pairs per bin'),
    nodes: z.array(z.number()),
    sigma: z.number(),
    distances: z.array(
      z.object({
        of: z.enum(['genuine', 'impostor']),
        a: z.string(),
        b: z.string(),
        klAB: z.number(),
        klBA: z.number(),
        js: z.number(),
        wasserstein: z.number(),
        intervals: z.object({ klAB: bounds, klBA: bounds, js: bounds, wasserstein: bounds }),
        people: count.describe('persons in the pairs of the smaller of the two'),
        note: peopleNote,
      }),
    ),
  }),
  scoreCalibration: z.array(
    z.object({
      group: z.string(),
      n: count,
      ece: value,
      ks: value,
      brier: value,
      intervals: z.object({ ece: bounds, ks: bounds, brier: bounds }),
      people: count,
      note: peopleNote,
    }),
  ),
  challenge: z
    .object({
      legitimate: z.array(z.string()),
      weights: z.enum(['count', 'uniform', 'overlap']),
      gap: z.enum(['max-min', 'to-best', 'std']),
      positive: challengeSide,
      negative: challengeSide,
    })
    .nullable(),
  sweep: z.object({
    thresholds: z.array(z.number()),
    overall: z.object({ falseMatches: z.array(count), falseNonMatches: z.array(count) }),
    groups: z.array(z.object({ group: z.string(), falseMatches: z.array(count), falseNonMatches: z.array(count) })),
  }),
  worst: z
    .object({ falseMatches: z.array(worstPair), falseNonMatches: z.array(worstPair) })
    .describe('the pairs that the system gets most wrong, of the same people one each'),
});

/** The result of an audit: what `audit.json` holds. A `null` among numbers means that there is no finite value. */
export type AuditResult = z.infer<typeof auditSchema>;
