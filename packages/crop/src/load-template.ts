import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { InputError } from '@fairface/io';
import { z } from 'zod';
import type { Point } from './face-record';

/** Where the five landmarks of a face lie in its crop. */
export interface FaceTemplate {
  name: string;
  /** Width and height of the crop, in pixels. */
  size: number;
  /** Left eye, right eye, nose, left and right corner of the mouth. */
  points: readonly Point[];
}

/** The templates known by name. */
export const TEMPLATES: Readonly<Record<'seed256' | 'arcface112', FaceTemplate>> = {
  /** That of the reference method: the face with its surroundings. */
  seed256: {
    name: 'seed256',
    size: 256,
    points: [
      [87, 99],
      [161, 99],
      [124, 138],
      [97, 182],
      [151, 182],
    ],
  },
  /** That of the ArcFace family of models. */
  arcface112: {
    name: 'arcface112',
    size: 112,
    points: [
      [38.2946, 51.6963],
      [73.5318, 51.5014],
      [56.0252, 71.7366],
      [41.5493, 92.3655],
      [70.7299, 92.2041],
    ],
  },
};

const EXAMPLE = '{"size": 112, "points": [[38.3, 51.7], [73.5, 51.5], [56, 71.7], [41.5, 92.4], [70.7, 92.2]]}';

const templateFile = z.strictObject({
  name: z.string().min(1).optional(),
  size: z.int().min(8).max(4096),
  points: z
    .array(z.tuple([z.number(), z.number()]))
    .length(5)
    .refine((points) => new Set(points.map(String)).size === 5, { error: 'the five points must differ' }),
});

/**
 * A template by its name, `seed256` or `arcface112`, or from a JSON file `{name?, size, points: [[x, y] five times]}`.
 *
 * @throws InputError `unknown-template` or `invalid-template`.
 */
export async function loadTemplate(nameOrFile: string): Promise<FaceTemplate> {
  const known = Object.values(TEMPLATES).find(({ name }) => name === nameOrFile);
  if (known) return known;
  const checked = templateFile.safeParse(parseJson(nameOrFile, await readTemplate(nameOrFile)));
  if (!checked.success) {
    throw invalid(nameOrFile, z.prettifyError(checked.error).replaceAll(/\s*\n\s*/g, ' '), checked.error);
  }
  const { name = basename(nameOrFile, extname(nameOrFile)), size, points } = checked.data;
  return { name, size, points };
}

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InputError({
      code: 'unknown-template',
      message: 'no such template',
      expected: `${Object.keys(TEMPLATES).join(', ')} or a JSON file`,
      found: file,
      cause,
    });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(file, cause instanceof Error ? cause.message : 'no JSON', cause);
  }
}

function invalid(file: string, found: string, cause: unknown): InputError {
  return new InputError({
    code: 'invalid-template',
    file,
    message: 'is not a template',
    expected: EXAMPLE,
    found,
    cause,
  });
}
