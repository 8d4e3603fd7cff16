import type { z as Zod, ZodType } from 'zod';
import type { MitigationFile } from './mitigation-file';

/** What a saved correction holds; zod is handed in because it is loaded only where a file is read. */
export function mitigationSchema(z: typeof Zod): ZodType<MitigationFile> {
  const number = z.number();
  const count = z.int().nonnegative();
  const by = z.array(z.string());
  const centres = z.array(z.array(number)).min(1);
  const moments = z.object({ mean: number, deviation: number.positive() });

  const parameters = z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('group-thresholds'),
      by,
      targetFmr: number,
      global: number,
      thresholds: z.record(z.string(), number),
      unresolved: z.array(z.string()),
    }),
    z.object({
      kind: z.literal('fsn'),
      targetFmr: number,
      global: number,
      centres,
      thresholds: z.array(number),
      unresolved: z.array(count),
    }),
    z.object({
      kind: z.literal('faircal'),
      centres,
      calibrations: z.array(z.object({ a: number, b: number, c: number, n: count })),
    }),
    z.object({ kind: z.literal('cohort-group'), by, cohort: z.record(z.string(), moments) }),
    z.object({
      kind: z.enum(['cohort-z', 'cohort-t']),
      by,
      cohort: z.record(z.string(), z.record(z.string(), moments)),
    }),
  ]);

  return z.object({
    format: z.literal('fairface-mitigation'),
    version: z.literal(1),
    fittedOn: z.object({
      pairs: z.string(),
      attributes: z.string(),
      features: z.string().nullable(),
      bins: z.record(z.string(), z.array(number)),
      split: z.object({ share: number, seed: z.int() }),
      people: count,
      genuine: count,
      impostor: count,
    }),
    parameters,
  });
}
