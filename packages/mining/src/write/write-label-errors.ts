import { writeFileAtomic } from '@fairface/io';
import { stringify } from 'csv-stringify/sync';
import type { Disagreement, LookAlikes } from '../errors/label-error';

const COLUMNS = [
  'kind',
  'image',
  'person',
  'own_similarity',
  'other_image',
  'other_person',
  'other_similarity',
  'pairs',
];

/** Writes likely label errors as a table, the most likely of each kind first. */
export async function writeLabelErrors(
  path: string,
  errors: readonly (Disagreement | LookAlikes)[],
  images: readonly string[],
  people: readonly string[],
): Promise<void> {
  const rows = errors.map((error) => [
    error.kind,
    images[error.image],
    people[error.person],
    error.kind === 'disagreement' ? error.own.toFixed(4) : '',
    images[error.otherImage],
    people[error.otherPerson],
    error.other.toFixed(4),
    error.kind === 'look-alikes' ? error.pairs : '',
  ]);
  await writeFileAtomic(path, stringify([COLUMNS, ...rows]));
}
