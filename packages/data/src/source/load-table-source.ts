import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { imageFiles } from './image-files';
import { readPeopleTable, type ReadTableOfPeople } from './read-people';
import type { Source } from './source';

export interface TableSourceOptions extends ReadTableOfPeople {
  /** Folder that the table's paths are relative to. @default the table's folder */
  root?: string;
  /**
   * What takes the place of the extension of a path.
   * @default `_cropped.jpg` where the first images are there under that name alone, else nothing
   */
  suffix?: string;
}

const CROPPED = '_cropped.jpg';
const LOOKED_AT = 20;

/** Images of an attributes table; see {@link readPeopleTable}. */
export async function loadTableSource(table: string, options: TableSourceOptions = {}): Promise<Source> {
  const { root = dirname(table) } = options;
  const people = await readPeopleTable(table, options);
  const suffix = options.suffix ?? usualSuffix(root, people.names);
  const names = suffix === undefined ? people.names : people.names.map((name) => withSuffix(name, suffix));
  return imageFiles({ origin: table, root, names, labels: people.labels, rejects: people.rejects });
}

function usualSuffix(root: string, names: readonly string[]): string | undefined {
  const first = names.slice(0, LOOKED_AT);
  const there = (paths: string[]): boolean => paths.some((path) => existsSync(resolve(root, path)));
  return !there(first) && there(first.map((name) => withSuffix(name, CROPPED))) ? CROPPED : undefined;
}

const withSuffix = (name: string, suffix: string): string => name.replace(/(\.[^./\\]*)?$/, suffix);
