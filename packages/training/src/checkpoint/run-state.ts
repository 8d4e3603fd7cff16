import { readFile } from 'node:fs/promises';
import { InputError } from '@fairface/io';
import { z } from 'zod';
import { formatPath } from '../config/config-error';

/** The file of a checkpoint that says how far the run is. */
export const STATE_FILE = 'state.json';
/** The file of a checkpoint that holds class weights, what heads keep, and the optimiser's state. */
export const OPTIMISER_FILE = 'optimizer.safetensors';

const dataSchema = z.strictObject({ items: z.int(), classes: z.int(), sha256: z.string() });

/** What `state.json` holds. */
export const runStateSchema = z.strictObject({
  format: z.literal('fairface-training'),
  version: z.literal(1),
  /** Steps done. The batch of the next one follows from the configuration, the data and this number alone. */
  step: z.int().min(0),
  /** The configuration of the run, complete. */
  config: z.record(z.string(), z.unknown()),
  /** What each branch and each group's pairs held, so that other data are noticed. */
  data: z.record(z.string(), dataSchema),
  /** The best validation so far. */
  best: z.strictObject({ step: z.int(), value: z.number() }).nullable(),
  /** Validations since then. */
  stale: z.int().min(0),
  /** `judgedBy` of the validation that the best and its successors had; `null`: none, or not known. */
  judgedBy: z.string().nullable().default(null),
  /** What computed the steps so far, for instance `native, traced`. */
  engine: z.string(),
  /** SHA-256 of optimizer.safetensors; a file without it is not checked. */
  sha256: z.string().optional(),
});

/** How far a run is, and of what. */
export type RunState = z.infer<typeof runStateSchema>;
export type DataState = z.infer<typeof dataSchema>;

/** @throws InputError `missing-file` or `invalid-state`. */
export async function readRunState(file: string): Promise<RunState> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new InputError({
      code: 'missing-file',
      file,
      message: 'cannot be read',
      hint: 'A folder without it holds a model, not a run to go on with: start from it with initFrom',
      cause,
    });
  });
  try {
    return runStateSchema.parse(JSON.parse(text));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    throw new InputError({
      code: 'invalid-state',
      file,
      message: 'does not say how far a run is',
      found: issue === undefined ? 'no JSON' : `${formatPath(issue.path) || 'all of it'}: ${issue.message}`,
      cause,
    });
  }
}
