import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { ImageLimits } from '@fairface/image';
import { explainWriteError, InputError, makeFolder } from '@fairface/io';
import { type FaceTemplate, loadTemplate } from './load-template';
import type { CropFormat } from './output-namer';

/** What {@link cropRecords} crops, and how. */
export interface CropRecordsOptions {
  /** The record file. */
  records: string;
  /**
   * The folder that the paths in it are relative to.
   * @default '.'
   */
  root?: string;
  /**
   * The folder for crops, which get the same relative path in it.
   * @default beside each photograph
   */
  out?: string;
  /**
   * A template, its name (`seed256`, `arcface112`) or its JSON file.
   * @default 'seed256'
   */
  template?: string | FaceTemplate;
  /** @default 'jpg' */
  format?: CropFormat;
  /**
   * Quality of JPEG, 1 to 100. Colour has half the resolution (4:2:0), as OpenCV writes it by default.
   * @default 95
   */
  quality?: number;
  /**
   * Pixels by which a box grows in width and in height.
   * @default 10
   */
  margin?: number;
  /**
   * Keep crops that were made with the same settings, record file and root, and are newer than their photograph and the
   * record file.
   * @default true
   */
  resume?: boolean;
  /**
   * Take absolute paths and paths with `..` too, and write beside what they name where there is no `out`.
   * @default false
   */
  allowOutside?: boolean;
  /**
   * Worker threads.
   * @default one a processor
   */
  workers?: number;
  /** Sizes above which a photograph is refused. */
  limits?: ImageLimits;
  /** Ends the job after the crops at hand; the next one resumes. */
  signal?: AbortSignal;
}

/** The options, checked and complete; paths are real and absolute. */
export type ResolvedCropOptions = Required<Omit<CropRecordsOptions, 'out' | 'signal' | 'template'>> & {
  template: FaceTemplate;
  out: string | undefined;
};

/** @throws InputError `missing-root`, `unwritable-output` or as {@link loadTemplate}; RangeError for a number. */
export async function resolveOptions(options: CropRecordsOptions): Promise<ResolvedCropOptions> {
  const {
    template = 'seed256',
    root = '.',
    out,
    quality = 95,
    margin = 10,
    workers = availableParallelism(),
  } = options;
  if (!(quality >= 1 && quality <= 100)) throw new RangeError(`expected a quality from 1 to 100; found ${quality}`);
  if (!(margin >= 0 && margin < Infinity))
    throw new RangeError(`expected a margin of 0 pixels or more; found ${margin}`);
  if (!(Number.isInteger(workers) && workers > 0)) throw new RangeError(`expected 1 worker or more; found ${workers}`);
  return {
    records: options.records,
    template: typeof template === 'string' ? await loadTemplate(template) : template,
    root: await realRoot(root),
    out: out === undefined ? undefined : await realOut(out),
    format: options.format ?? 'jpg',
    quality,
    margin,
    workers,
    resume: options.resume ?? true,
    allowOutside: options.allowOutside ?? false,
    limits: options.limits ?? {},
  };
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw new InputError({
      code: 'missing-root',
      file: root,
      message: 'no such folder',
      expected: 'the folder that the paths of the records are relative to',
      hint: 'Check --root and the path of the record file',
      cause,
    });
  }
}

async function realOut(out: string): Promise<string> {
  try {
    await makeFolder(out);
    return await realpath(out);
  } catch (error) {
    throw explainWriteError(error, out);
  }
}
