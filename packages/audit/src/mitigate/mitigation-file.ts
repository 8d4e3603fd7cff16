import { readFile } from 'node:fs/promises';
import { InputError, writeFileAtomic } from '@fairface/io';
import { mitigationSchema } from './mitigation-schema';
import type { MitigationParameters } from './mitigation-parameters';
import type { PeopleSplit } from './split-people';

/** A fitted correction with what it was fitted on: what `fairface mitigate fit` saves as JSON. */
export interface MitigationFile {
  format: 'fairface-mitigation';
  version: 1;
  fittedOn: {
    pairs: string;
    attributes: string;
    /** The feature file of the clusters; `null` for methods without. */
    features: string | null;
    /** Cut points of numeric attributes. */
    bins: Record<string, number[]>;
    split: PeopleSplit;
    /** People, genuine and impostor pairs that the fit looked at. */
    people: number;
    genuine: number;
    impostor: number;
  };
  parameters: MitigationParameters;
}

/** Saves a correction as JSON: a reader sees the old file or the new one, never a part. */
export function writeMitigation(path: string, content: MitigationFile): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(content)}\n`);
}

/**
 * Reads a saved correction.
 *
 * @throws InputError `missing-file`, `unreadable-file`, or `bad-mitigation` naming the place in the file.
 */
export async function readMitigation(path: string): Promise<MitigationFile> {
  const refuse = (message: string, cause?: unknown): InputError =>
    new InputError({
      code: 'bad-mitigation',
      file: path,
      message,
      expected: 'a file that "fairface mitigate fit" wrote',
      hint: 'Fit the correction again',
      cause,
    });
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === 'ENOENT';
    throw new InputError({
      code: missing ? 'missing-file' : 'unreadable-file',
      file: path,
      message: missing ? 'no such file' : `cannot be read (${cause.code})`,
      hint: missing ? 'Name the file that "fairface mitigate fit" wrote' : undefined,
      cause,
    });
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw refuse('is not JSON', cause);
  }
  const { z } = await import('zod');
  const found = mitigationSchema(z).safeParse(content);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw refuse(`${place === '' ? '' : `${place}: `}${issue?.message ?? 'not as expected'}`, found.error);
}
