import { readFile, stat } from 'node:fs/promises';
import { writeFileAtomic } from '@fairface/io';
import type { CropSettings } from './cropper';

/** How the crops of a list were made: `crops.list.json`, beside the list. */
export interface CropManifest {
  template: CropSettings['template'];
  /** Width and height of a crop. */
  size: number;
  format: CropSettings['format'];
  /** Of JPEG. */
  quality: number;
  margin: number;
  /** SHA-256 of the record file's lines and the root's path: crops of the same names may be those of other photographs. */
  source: string;
  /** When crops were first made in this way (ISO 8601): older ones are of another kind. */
  since: string;
  /** False while the job runs and after it was interrupted. */
  finished: boolean;
  /** Lines of the record file. */
  records: number;
  /** Crops in the list. */
  crops: number;
  rejected: number;
}

/** What decides how a crop looks. */
export type CropLook = Pick<CropManifest, 'template' | 'size' | 'format' | 'quality' | 'margin' | 'source'>;

/**
 * Says in the file that crops of this look are being made.
 *
 * @returns since when crops have this look.
 */
export async function beginManifest(file: string, look: CropLook): Promise<Date> {
  const earlier = await readFile(file, 'utf8').then(parse, () => undefined);
  const same = earlier !== undefined && lookOf(earlier) === lookOf(look);
  const since = same ? new Date(earlier.since) : new Date();
  await write(file, { ...look, since: since.toISOString(), finished: false, records: 0, crops: 0, rejected: 0 });
  return since;
}

export async function finishManifest(
  file: string,
  look: CropLook,
  since: Date,
  counts: Pick<CropManifest, 'records' | 'crops' | 'rejected'>,
): Promise<void> {
  const { records, crops, rejected } = counts;
  await write(file, { ...look, since: since.toISOString(), finished: true, records, crops, rejected });
}

/** The time from which on a crop counts as made by this job: by its look, and after the record file. */
export async function keepSince(since: Date, records: string): Promise<number> {
  return Math.max(since.getTime(), (await stat(records)).mtimeMs);
}

const write = (file: string, manifest: CropManifest) => writeFileAtomic(file, `${JSON.stringify(manifest, null, 2)}\n`);

function lookOf({ template, size, format, quality, margin, source }: CropLook): string {
  return JSON.stringify([template.name, template.points, size, format, quality, margin, source]);
}

function parse(text: string): CropManifest | undefined {
  try {
    return JSON.parse(text) as CropManifest;
  } catch {
    return undefined;
  }
}
