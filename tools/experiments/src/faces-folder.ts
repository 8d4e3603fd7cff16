import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@fairface/io';

/** What an experiment starts from. */
export interface FacesFolder {
  /** `attributes.csv`: path, subject and attributes. */
  table: string;
  /** `record.txt`: landmarks. */
  records: string;
}

/** Where faces are looked for unless `--data` names another folder. */
export const DEFAULT_FACES = join(process.env['FAIRFACE_SHARED'] ?? resolve('..', 'shared'), 'data', 'faces');

/** @throws InputError `missing-file` where the folder lacks one of the two files. */
export function facesFolder(folder: string): FacesFolder {
  const files = { table: join(folder, 'attributes.csv'), records: join(folder, 'record.txt') };
  for (const file of Object.values(files)) {
    if (existsSync(file)) continue;
    throw new InputError({
      code: 'missing-file',
      file,
      message: 'no such file',
      expected: 'a folder with attributes.csv (path, subject, gender, race) and record.txt (landmarks)',
      hint: 'Name one with --data',
    });
  }
  return files;
}

/** The name of a photograph's crop. */
export const cropName = (path: string): string => path.replace(/(\.[^.]*)?$/, '_cropped.jpg');

/** Race in two values, so that groups hold enough people. */
export const race2 = (race: string): string => (race === 'white' ? 'white' : 'other');
