import { readFile } from 'node:fs/promises';
import { InputError } from '@fairface/io';
import type { AuditResult } from '../audit/audit-schema';

/** One promise that an audit has to keep. */
export interface GateRule {
  /** Shown in the results. @default the rule in words */
  name?: string;
  /**
   * What is judged: an `id` of the audit's measures, `fmr`, `fnmr`, `accuracy` (worst group), `fmr-ratio` or `fnmr-ratio` (largest ratio of
   * two groups, all pairs at once), `auc`, `eer`, `challenge-bias-positive` or `challenge-bias-negative`.
   */
  measure: string;
  /** For measures that exist for both kinds of error. */
  of?: AuditResult['measures'][number]['of'];
  /** Only this group, named as in the report (`gender=female, skin=dark`); else the worst one counts. */
  group?: string;
  /** The value must stay below or at this ... */
  max?: number;
  /** ... and above or at this. */
  min?: number;
  /**
   * Judge the end of the interval that is harder to keep (`bound`), or the value itself.
   * @default 'bound'
   */
  use?: 'bound' | 'value';
}

export interface GateRules {
  /**
   * The FMR whose threshold the rules are about. An audit at another one keeps none of them.
   * @default whatever the audit is at
   */
  fmr?: number;
  rules: GateRule[];
}

/**
 * Reads a rules file (YAML or JSON):
 *
 * ```yaml
 * fmr: 0.001
 * rules:
 *   - { measure: fnmr-ratio, max: 1.5 }
 *   - { measure: fpd, max: 0.3, use: value }
 *   - { measure: fmr, group: 'gender=female, skin=dark', max: 0.002 }
 * ```
 *
 * @throws InputError `missing-file`, `unreadable-file`, or `bad-rules` naming the place in the file.
 */
export async function readGateRules(path: string): Promise<GateRules> {
  const [{ parse }, { z }, text] = await Promise.all([import('yaml'), import('zod'), readText(path)]);
  const rule = z
    .strictObject({
      name: z.string().optional(),
      measure: z.string(),
      of: z.enum(['fmr', 'fnmr', 'both', 'accuracy', 'genuine', 'impostor']).optional(),
      group: z.string().optional(),
      max: z.number().optional(),
      min: z.number().optional(),
      use: z.enum(['bound', 'value']).optional(),
    })
    .refine(({ max, min }) => max !== undefined || min !== undefined, 'a rule needs max or min');
  const refuse = (message: string, cause?: unknown): InputError =>
    new InputError({
      code: 'bad-rules',
      file: path,
      message,
      expected: 'rules: a list of { measure, max or min }',
      hint: 'See the README of @fairface/audit for the measures',
      cause,
    });
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error);
  }
  const found = z
    .strictObject({ fmr: z.number().positive().max(1).optional(), rules: z.array(rule).min(1) })
    .safeParse(content);
  if (!found.success) throw refuse(z.prettifyError(found.error).replaceAll('\n', ' '), found.error);
  return found.data;
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === 'ENOENT';
    throw new InputError({
      code: missing ? 'missing-file' : 'unreadable-file',
      file: path,
      message: missing ? 'no such file' : `cannot be read (${cause.code})`,
      hint: 'Name a YAML file with the rules to keep',
      cause,
    });
  });
}
