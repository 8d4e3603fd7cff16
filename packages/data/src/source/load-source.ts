import { resolve } from 'node:path';
import { type Features, loadFeatures } from '@fairface/features';
import { InputError } from '@fairface/io';
import { loadFeatureSource } from './load-feature-source';
import { loadFolderSource } from './load-folder-source';
import { loadListSource } from './load-list-source';
import { loadTableSource } from './load-table-source';
import { loadTfRecordSource } from './load-tf-record-source';
import type { Source } from './source';
import { exampleKeys, type SourceSpec } from './source-schema';

export interface LoadSourceOptions {
  /**
   * Folder that relative paths start from.
   * @default the current folder
   */
  root?: string;
  /**
   * Feature files that are in memory, by path; files that are read are added. Give one map to all sources of a
   * configuration, so that a file that several branches name is held once.
   * @default a new map
   */
  featureFiles?: Map<string, Promise<Features>>;
}

/**
 * Loads a source: reads names and people, for features the vectors too; images are read when a batch needs them.
 *
 * @throws InputError that names the file and what is wrong with it.
 */
export async function loadSource(
  spec: SourceSpec,
  { root = '.', featureFiles = new Map<string, Promise<Features>>() }: LoadSourceOptions = {},
): Promise<Source> {
  const at = (path: string): string => resolve(root, path);
  const maybe = (path: string | undefined): string | undefined => (path === undefined ? undefined : at(path));
  if (spec.list !== undefined) return loadListSource(at(spec.list), maybe(spec.root));
  if (spec.folder !== undefined) return loadFolderSource(at(spec.folder));
  if (spec.table !== undefined) {
    const { filter, label, suffix } = spec;
    return loadTableSource(at(spec.table), { filter, label, suffix, root: maybe(spec.root) });
  }
  if (spec.tfrecord !== undefined) {
    return loadTfRecordSource([spec.tfrecord].flat().map(at), exampleKeys(spec.keys));
  }
  if (spec.features === undefined) throw new InputError({ code: 'no-source', message: 'the branch names no source' });
  const { filter, label } = spec;
  return loadFeatureSource(at(spec.features), {
    filter,
    label,
    mirror: maybe(spec.mirror),
    attributes: maybe(spec.attributes),
    labels: maybe(spec.labels),
    load: (path) => {
      const known = featureFiles.get(path) ?? loadFeatures(path);
      featureFiles.set(path, known);
      return known;
    },
  });
}
