import { InputError, readList, readTable, type Reject } from '@fairface/io';
import { compileFilter, type RowFilter } from './compile-filter';
import { describeColumns } from './describe-columns';
import { nearestName } from './nearest-name';

/** Images and their people, as a list or a table names them. */
export interface People {
  names: string[];
  /** `[N]`: the person of every image. */
  labels: string[];
  rejects: Reject[];
}

/** Adds an image unless it has another person already; then says where. The first row counts. */
function addImage(
  people: People,
  known: Map<string, string>,
  image: { name: string; person: string; at: string },
): void {
  const { name, person, at } = image;
  const before = known.get(name);
  if (before !== undefined && before !== person) {
    const detail = `${at}: the image was given to ${before} before; the first row counts`;
    people.rejects.push({ item: name, reason: 'duplicate-row', detail });
    return;
  }
  known.set(name, person);
  people.names.push(name);
  people.labels.push(person);
}

/**
 * Reads a list `path<TAB>label`. Lines without a label, and those that give an image to a second person, are rejected.
 *
 * @throws InputError `no-labels`, `empty-list`, or as `readList`.
 */
export async function readLabelledList(file: string): Promise<People> {
  const people: People = { names: [], labels: [], rejects: [] };
  const known = new Map<string, string>();
  for await (const { path, label, line } of readList(file)) {
    if (label === undefined) {
      people.rejects.push({ item: path, reason: 'no-label', detail: `${file}:${line}: no label behind the path` });
    } else addImage(people, known, { name: path, person: label, at: `${file}:${line}` });
  }
  if (people.names.length > 0) return people;
  const none = people.rejects.length === 0;
  throw new InputError({
    code: none ? 'empty-list' : 'no-labels',
    file,
    message: none ? 'names no image' : 'no line has a label',
    expected: 'path, tab, person a line',
    hint: none
      ? undefined
      : 'Training needs the person of every image: add a second column, or use a folder or a table',
  });
}

export interface ReadTableOfPeople {
  /** Column of the person. @default 'subject' */
  label?: string;
  /** Which rows to take. @default all */
  filter?: string;
}

/**
 * Reads an attributes table: `path` or `id` names the image, `label` the person. Rows that the filter takes but that
 * name no image or no person, that give an image to a second person, or of which the filter cannot decide, are rejected.
 *
 * @throws InputError `missing-column`, `unknown-column`, `bad-filter`, `filter-fails`, `filter-takes-none`, `empty-table`, `no-people`, or as
 * `readTable`.
 */
export async function readPeopleTable(
  file: string,
  { label = 'subject', filter }: ReadTableOfPeople = {},
): Promise<People> {
  const people: People = { names: [], labels: [], rejects: [] };
  const known = new Map<string, string>();
  let columns: { image: string; take: RowFilter } | undefined;
  let rows = 0;
  let undecided: Error | undefined;
  for await (const { row, line } of readTable(file)) {
    columns ??= prepare(file, Object.keys(row), label, filter);
    rows += 1;
    const taken = columns.take(row);
    if (taken === false) continue;
    const name = row[columns.image] ?? '';
    const person = row[label] ?? '';
    const reject = (reason: string, detail: string) =>
      people.rejects.push({
        item: name === '' ? `${file}:${line}` : name,
        reason,
        detail: `${file}:${line}: ${detail}`,
      });
    if (taken instanceof Error) {
      undecided ??= taken;
      reject('filter-undecided', taken.message);
    } else if (name === '') reject('missing-id', `the column "${columns.image}" is empty`);
    else if (person === '') reject('missing-subject', `the column "${label}" is empty`);
    else addImage(people, known, { name, person, at: `${file}:${line}` });
  }
  if (people.names.length === 0) throw await nobody(file, rows, filter, undecided, people.rejects);
  return people;
}

function prepare(file: string, columns: string[], label: string, filter: string | undefined) {
  const image = ['path', 'id'].find((name) => columns.includes(name));
  const missing = image === undefined ? 'path' : columns.includes(label) ? undefined : label;
  if (image === undefined || missing !== undefined) {
    const nearest = nearestName(missing ?? '', columns);
    throw new InputError({
      code: 'missing-column',
      file,
      line: 1,
      message: `the header lacks "${missing}"`,
      expected: `a column "path" or "id" and a column "${label}"`,
      found: columns.join(','),
      hint: nearest === undefined || image === undefined ? undefined : `Did you mean ${nearest}? Set label`,
    });
  }
  return { image, take: filter === undefined ? () => true : compileFilter(filter, { file, columns }) };
}

/** Why a table gave nobody. */
async function nobody(
  file: string,
  rows: number,
  filter: string | undefined,
  undecided: Error | undefined,
  [first]: readonly Reject[],
): Promise<InputError> {
  if (rows === 0) return new InputError({ code: 'empty-table', file, message: 'has no rows' });
  if (undecided !== undefined) {
    return new InputError({
      code: 'filter-fails',
      file,
      message: `the filter \`${filter}\` cannot decide about any row it might take: ${undecided.message}`,
      hint: 'Numbers are compared with < and >, text with == and in ("a", "b")',
    });
  }
  if (first !== undefined) {
    return new InputError({ code: 'no-people', file, message: `no row can be used; the first: ${first.detail}` });
  }
  return new InputError({
    code: 'filter-takes-none',
    file,
    message: `the filter \`${filter}\` takes none of ${rows} rows`,
    hint: filter === undefined ? undefined : await describeColumns(file, filter),
  });
}
