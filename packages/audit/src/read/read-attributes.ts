import { InputError, type JobEvent, type Reject } from '@fairface/io';
import { binValue } from './bin-value';
import { ByteInterner } from './byte-interner';
import { codeValues, NOT_GIVEN } from './code-values';
import { fieldText, findColumn, readHeader, trimField } from './header';
import { noFormula } from './no-formula';
import { type NameTable, PlainTable } from './plain-table';
import { scanCsv } from './scan-csv';
import { surplusFields } from './surplus-fields';
import { unpackTexts } from './unpack-texts';
import type { Attribute } from './verification-data';

const IMAGE_NAMES = ['path', 'id', 'template_id', 'image'];
const SUBJECT_NAMES = ['subject', 'subject_id', 'identity'];

export interface ReadAttributesOptions {
  /**
   * The attributes to keep; the other columns cost no memory.
   * @default []
   */
  columns?: readonly string[];
  /**
   * Cut points that turn a numeric attribute into intervals, for instance `{ age: [35, 65] }`.
   * @default {}
   */
  bins?: Readonly<Record<string, readonly number[]>>;
}

/** Images, their persons and their attributes. */
export interface AttributeTable {
  path: string;
  /** Column names of the file. */
  header: string[];
  /** Name of each image; its place is its number. */
  images: string[];
  /** The same names as bytes, for looking up. */
  ids: NameTable;
  /** For each image the number of its person, -1 where the table names none. */
  subjectOf: Int32Array;
  subjects: string[];
  attributes: Map<string, Attribute>;
}

/**
 * Reads the attributes table: CSV with a header; `path` or `id` (or `TEMPLATE_ID`) names the image, `subject` (or `SUBJECT_ID`)
 * the person, every other column is an attribute. Rows without a name, with a name that came before or with more fields than the
 * header are rejected.
 *
 * @throws InputError `missing-column`, `unused-bins`, `empty-table`, or as `scanCsv` and `readHeader`.
 */
export async function* readAttributes(
  path: string,
  { columns = [], bins = {} }: ReadAttributesOptions = {},
): AsyncGenerator<JobEvent, AttributeTable> {
  const unused = Object.keys(bins).find((name) => !columns.includes(name));
  if (unused !== undefined) {
    throw new InputError({
      code: 'unused-bins',
      message: `"${unused}" is to be cut into intervals, but is none of the attributes that are looked at`,
      expected: columns.length === 0 ? 'no bins' : `bins of ${columns.join(', ')}`,
      found: unused,
    });
  }
  const plain = await PlainTable.read(path);
  const taken = plain && takePlainTable(path, plain, { columns, bins });
  if (plain !== undefined && taken !== undefined) {
    yield { type: 'progress', done: plain.rows + 1 };
    return taken;
  }
  const ids = new ByteInterner();
  const people = new ByteInterner();
  const subjectOf: number[] = [];
  // Each column as its distinct values and, for each image, the number of its value.
  const values = columns.map((name) => ({ name, texts: new ByteInterner(), numbers: [] as number[] }));
  let rejects: Reject[] = [];
  let header: string[] | undefined;
  let image = -1;
  let subject = -1;
  let places: number[] = [];
  const rows = scanCsv(path, (row) => {
    if (header === undefined) {
      header = readHeader(path, row);
      ({ image, subject, places } = locate(path, header, columns));
      return;
    }
    const { bytes, starts, ends, line } = row;
    trimField(row, image);
    trimField(row, subject);
    const from = starts[image] ?? 0;
    const to = ends[image] ?? 0;
    if (image >= row.count || from === to) {
      rejects.push({ item: `${path}:${line}`, reason: 'missing-id', detail: 'the row names no image' });
      return;
    }
    const surplus = surplusFields(row, header.length);
    if (surplus !== undefined) {
      const item = noFormula(fieldText(row, image));
      rejects.push({ item, reason: 'malformed-row', detail: `${path}:${line}: ${surplus}` });
      return;
    }
    const number = ids.add(bytes, from, to);
    if (number < subjectOf.length) {
      const detail = `${path}:${line}: the image was described before; the first row counts`;
      rejects.push({ item: noFormula(ids.text(number)), reason: 'duplicate-id', detail });
      return;
    }
    const missing = subject >= row.count || starts[subject] === ends[subject];
    subjectOf.push(missing ? -1 : people.add(bytes, starts[subject] ?? 0, ends[subject] ?? 0));
    if (missing) {
      const detail = `${path}:${line}: no subject; pairs with this image are left out`;
      rejects.push({ item: noFormula(ids.text(number)), reason: 'missing-subject', detail });
    }
    for (let at = 0; at < values.length; at++) {
      const place = places[at] as number;
      const { texts, numbers } = values[at] as (typeof values)[number];
      numbers.push(
        place < row.count ? texts.add(bytes, starts[place] as number, ends[place] as number) : texts.add(bytes, 0, 0),
      );
    }
  });
  for await (const lines of rows) {
    for (const reject of rejects) yield { type: 'reject', ...reject };
    rejects = [];
    yield { type: 'progress', done: lines };
  }
  if (header === undefined || subjectOf.length === 0) {
    throw new InputError({
      code: 'empty-table',
      file: path,
      message: 'the attributes table has no rows that can be used',
    });
  }
  return finish({ path, header, ids, subjectOf: Int32Array.from(subjectOf), people, values, bins });
}

/** The attributes of a table in whose rows there is nothing to reject; `undefined` for any other. */
function takePlainTable(
  path: string,
  plain: PlainTable,
  { columns, bins }: Required<ReadAttributesOptions>,
): AttributeTable | undefined {
  const header = readHeader(path, plain.header);
  const { image, subject, places } = locate(path, header, columns);
  const [ids, people] = [plain.column(image, true), plain.column(subject, true)];
  if (ids === undefined || people === undefined || ids.names.packed.ends.length < plain.rows) return undefined;
  const values = columns.map((name, at) => {
    const column = plain.column(places[at] as number, false);
    return { name, texts: column?.names as NameTable, numbers: column?.numbers ?? [] };
  });
  return finish({ path, header, ids: ids.names, subjectOf: people.numbers, people: people.names, values, bins });
}

interface TableParts extends Pick<AttributeTable, 'path' | 'header' | 'ids' | 'subjectOf'> {
  people: Pick<NameTable, 'packed'>;
  values: readonly { name: string; texts: Pick<NameTable, 'packed'>; numbers: ArrayLike<number> }[];
  bins: Readonly<Record<string, readonly number[]>>;
}

function finish({ people, values, bins, ...table }: TableParts): AttributeTable {
  return {
    ...table,
    images: names(table.ids),
    subjects: names(people),
    attributes: new Map(
      values.map(({ name, texts, numbers }) => {
        const shown = names(texts).map((text) => (text === '' ? NOT_GIVEN : binValue(text, bins[name] ?? [])));
        return [name, codeValues(name, shown, numbers)];
      }),
    ),
  };
}

function locate(file: string, header: readonly string[], columns: readonly string[]) {
  const image = findColumn(header, IMAGE_NAMES);
  const subject = findColumn(header, SUBJECT_NAMES);
  const missing = [...(image < 0 ? ['path" or "id'] : []), ...(subject < 0 ? ['subject'] : [])];
  missing.push(...columns.filter((name) => attributeColumn(header, name) < 0));
  if (missing.length > 0) {
    throw new InputError({
      code: 'missing-column',
      file,
      line: 1,
      message: `the header lacks ${missing.map((name) => `"${name}"`).join(', ')}`,
      expected: 'a column "path" or "id", a column "subject" and one for every attribute that is asked for',
      found: header.join(','),
    });
  }
  return { image, subject, places: columns.map((name) => attributeColumn(header, name)) };
}

/** Where an attribute stands: under its very name, or else under one that differs by its case only. */
function attributeColumn(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  return exact >= 0 ? exact : findColumn(header, [name.toLowerCase()]);
}

function names({ packed }: Pick<NameTable, 'packed'>): string[] {
  return unpackTexts(packed).map((text) => text.trim());
}
