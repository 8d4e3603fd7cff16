import { type Features, loadFeatures } from '@fairface/features';
import { InputError, type Reject } from '@fairface/io';
import { indexClasses } from './index-classes';
import { nameIndex } from './name-index';
import { type People, readLabelledList, readPeopleTable } from './read-people';
import type { ItemReference, Source } from './source';

export interface FeatureSourceOptions {
  /** Features of the mirror images: the same names in the same order. */
  mirror?: string;
  /** Attributes table with the people; or `labels`. */
  attributes?: string;
  /** List `name<TAB>label`; or `attributes`. */
  labels?: string;
  filter?: string;
  label?: string;
  /** Reads a feature file; give one that remembers where several sources read the same file. @default loadFeatures */
  load?: (path: string) => Promise<Features>;
}

/**
 * Feature vectors and their people, in the order of the feature file. A name that the people name but the features do
 * not, is rejected.
 *
 * @throws InputError `no-labelled-feature`, `wrong-names`, `wrong-dimension`, or as `loadFeatures`.
 */
export async function loadFeatureSource(path: string, options: FeatureSourceOptions): Promise<Source> {
  const { load = loadFeatures } = options;
  const features = await load(path);
  const mirrors = options.mirror === undefined ? undefined : await load(options.mirror);
  if (mirrors !== undefined) checkMirrors(path, features, options.mirror as string, mirrors);
  const from = options.attributes ?? options.labels ?? '';
  const people = options.attributes === undefined ? await readLabelledList(from) : await readPeopleTable(from, options);
  const index = nameIndex(features.names);
  const { rows, texts, rejects } = match(people, index.find, from, path);
  if (rows.length === 0) throw noneMatches(path, features, from, people);
  const { dimension } = features;
  const vector = ({ data }: Features, row: number) => data.subarray(row * dimension, (row + 1) * dimension);
  const at = (row: number): ItemReference => ({
    vector: vector(features, row),
    mirror: mirrors === undefined ? undefined : vector(mirrors, row),
  });
  return {
    kind: 'features',
    origin: path,
    names: rows.map((row) => features.names[row] as string),
    ...indexClasses(texts),
    dimension,
    rejects,
    item: (n) => at(rows[n] as number),
    locate: (name) => {
      const row = index.find(name);
      return row === undefined ? undefined : at(row);
    },
  };
}

function match(people: People, find: (name: string) => number | undefined, from: string, path: string) {
  const personOf = new Map<number, string>();
  const rejects: Reject[] = [...people.rejects];
  people.names.forEach((name, n) => {
    const row = find(name);
    if (row === undefined) {
      rejects.push({
        item: name,
        reason: 'no-feature',
        detail: `${from} names it, ${path} has no feature of that name`,
      });
    } else if (!personOf.has(row)) personOf.set(row, people.labels[n] as string);
  });
  const rows = [...personOf.keys()].sort((a, b) => a - b);
  return { rows, texts: rows.map((row) => personOf.get(row) as string), rejects };
}

function noneMatches(path: string, features: Features, from: string, people: People): InputError {
  return new InputError({
    code: 'no-labelled-feature',
    file: path,
    message: `none of the images of ${from} has a feature here`,
    expected: `names like ${people.names[0]}`,
    found: features.names[0],
    hint: 'Names match as they stand, or without _cropped and extension',
  });
}

function checkMirrors(path: string, features: Features, mirror: string, mirrors: Features): void {
  if (mirrors.dimension !== features.dimension) {
    throw new InputError({
      code: 'wrong-dimension',
      file: mirror,
      message: `has vectors of another length than ${path}`,
      expected: `${features.dimension} values`,
      found: `${mirrors.dimension}`,
    });
  }
  const at = features.names.findIndex((name, n) => mirrors.names[n] !== name);
  if (at === -1 && mirrors.names.length === features.names.length) return;
  const row = at === -1 ? features.names.length : at;
  throw new InputError({
    code: 'wrong-names',
    file: mirror,
    message: `row ${row + 1} is another image than in ${path}`,
    expected: features.names[row] ?? 'the end of the file',
    found: mirrors.names[row] ?? 'the end of the file',
    hint: 'Both files come from one extraction: extract them again',
  });
}
