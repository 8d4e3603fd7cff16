import { InputError, readTable, type Reject } from '@fairface/io';
import { groupKey, groupNames } from './group-names';

/** Who is on the images of an attributes table, and the group of each. */
export interface People {
  /** Names of the people. */
  readonly names: readonly string[];
  /** Who and which group an image is of; undefined where the table does not name it. */
  find(image: string): { readonly person: number; readonly group: string } | undefined;
  /** Rows that name no image, no person or no group, or an image that a row before names. */
  readonly rejects: readonly Reject[];
}

export interface ReadPeopleOptions {
  /** Columns whose values together make a group; none: all images are one group. */
  readonly groupBy: readonly string[];
  /** Column of the person. */
  readonly label: string;
}

/** The group of all images where they are not divided. */
export const EVERYBODY = 'all';

/** Two rows have this name. */
const SHARED = -1;

/**
 * Reads an attributes table. The column `path`, or else `id`, names the image. An image is found by its name as it stands,
 * or without `_cropped` and extension where only one row fits.
 *
 * @throws InputError `missing-column` or as `readTable`; `empty-table`.
 */
export async function readPeople(file: string, { groupBy, label }: ReadPeopleOptions): Promise<People> {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const rows = new Map<string, number>();
  const groups = new Map<string, readonly string[]>();
  const entries: { person: number; group: string }[] = [];
  const rejects: Reject[] = [];
  let column: string | undefined;
  for await (const { row, line } of readTable(file, { columns: [label, ...groupBy] })) {
    column ??= imageColumn(file, row);
    const image = row[column] ?? '';
    const empty = [column, label, ...groupBy].find((name) => (row[name] ?? '') === '');
    if (empty !== undefined) {
      const item = image === '' ? `line ${line}` : image;
      rejects.push({ item, reason: 'missing-attribute', detail: `${file}:${line}: the column "${empty}" is empty` });
      continue;
    }
    if (rows.has(image)) {
      rejects.push({ item: image, reason: 'duplicate-row', detail: `${file}:${line}: a row before names this image` });
      continue;
    }
    const name = row[label] ?? '';
    const person = numbers.get(name) ?? names.push(name) - 1;
    numbers.set(name, person);
    const values = groupBy.length === 0 ? [EVERYBODY] : groupBy.map((by) => row[by] ?? '');
    const group = groupKey(values);
    groups.set(group, values);
    rows.set(image, entries.push({ person, group }) - 1);
  }
  if (column === undefined) {
    throw new InputError({ code: 'empty-table', file, message: 'has no rows', expected: 'a row for every image' });
  }
  const named = groupNames(groups);
  for (const entry of entries) entry.group = named.get(entry.group) ?? entry.group;
  let stems: Map<string, number> | undefined;
  return {
    names,
    rejects,
    find: (image) => {
      const exact = rows.get(image);
      if (exact !== undefined) return entries[exact];
      stems ??= uniqueStems(rows);
      return entries[stems.get(stem(image)) ?? SHARED];
    },
  };
}

function imageColumn(file: string, row: Record<string, string>): string {
  const found = ['path', 'id'].find((name) => name in row);
  if (found !== undefined) return found;
  throw new InputError({
    code: 'missing-column',
    file,
    line: 1,
    message: 'no column names the images',
    expected: 'a column "path" or "id"',
    found: Object.keys(row).join(','),
  });
}

/** A photograph, its crop and its feature have the same. */
const stem = (name: string): string => name.replace(/\.[^./\\]*$/, '').replace(/_cropped$/, '');

function uniqueStems(rows: ReadonlyMap<string, number>): Map<string, number> {
  const stems = new Map<string, number>();
  for (const [name, row] of rows) stems.set(stem(name), stems.has(stem(name)) ? SHARED : row);
  return stems;
}
