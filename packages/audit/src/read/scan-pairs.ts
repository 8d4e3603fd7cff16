import { InputError, type JobEvent, type Reject } from '@fairface/io';
import { fieldText, findColumn, readHeader } from './header';
import { ImageCache } from './image-cache';
import { AMBIGUOUS, ImageResolver } from './image-resolver';
import { noFormula } from './no-formula';
import type { PairColumns } from './pair-columns';
import { parseDecimal } from './parse-decimal';
import { PlainPairReader } from './plain-pair-reader';
import type { AttributeTable } from './read-attributes';
import { type CsvRow, scanCsv, type TakePlainRows } from './scan-csv';
import { wrongFields } from './wrong-fields';

const LEFT_NAMES = ['id1', 'template_id1', 'left', 'first', 'image1', 'path1'];
const RIGHT_NAMES = ['id2', 'template_id2', 'right', 'second', 'image2', 'path2'];
const SCORE_NAMES = ['score', 'similarity', 'cosine', 'confidence'];
const LABEL_NAMES = ['label', 'genuine', 'same'];

/** Where the columns of a pair file stand; `label` is -1 where there is none. */
export interface PairHeader {
  left: number;
  right: number;
  score: number;
  label: number;
  /** Columns in the header. */
  columns: number;
}

/** What became of a pair file besides its pairs. */
export interface PairScan {
  labelled: boolean;
}

/**
 * Walks a pair file `id1,id2,score[,label]` (also `TEMPLATE_ID1,TEMPLATE_ID2,SCORE`; for other names see `pairHeader`) and adds
 * each usable pair to `columns`. A pair is genuine when both images belong to one person; a label column is checked against
 * that. `onPiece` runs after every piece of the file: a reader of very large files empties the columns there.
 * Rejects: `malformed-row`, `unknown-id`, `ambiguous-id`, `missing-subject`, `same-image`, `bad-score`, `bad-label`,
 * `label-contradicts-subjects`.
 *
 * @throws InputError `missing-column`, `missing-header`, or as `scanCsv` and `readHeader`.
 */
export async function* scanPairs(
  path: string,
  table: AttributeTable,
  columns: PairColumns,
  onPiece: () => void = () => undefined,
): AsyncGenerator<JobEvent, PairScan> {
  const { subjectOf } = table;
  const resolver = new ImageResolver(table.images, table.ids);
  let plain: PlainPairReader | undefined;
  const cache = new ImageCache(resolver, (number, image) => plain?.know(number, image));
  let rejects: Reject[] = [];
  let header: PairHeader | undefined;

  const image = ({ bytes, starts, ends }: CsvRow, column: number): number =>
    cache.image(bytes, starts[column] as number, ends[column] as number);
  const reject = (row: CsvRow, reason: string, detail: string): void => {
    const ids = header === undefined ? '' : `${fieldText(row, header.left)},${fieldText(row, header.right)}`;
    rejects.push({ item: noFormula(ids), reason, detail: `${path}:${row.line}: ${detail}` });
  };
  let rows = 0;
  const take = (row: CsvRow, header: PairHeader): void => {
    const { left, right, score, label } = header;
    if (row.count <= score && score >= header.columns && rows === 0)
      throw tooFewColumns(path, row, `${row.count} fields and no score`);
    const wrong = wrongFields(row, header);
    if (wrong !== undefined) return reject(row, 'malformed-row', wrong);
    const a = image(row, left);
    const b = image(row, right);
    if (a < 0 || b < 0) {
      const which = fieldText(row, a < 0 ? left : right);
      return (a < 0 ? a : b) === AMBIGUOUS
        ? reject(row, 'ambiguous-id', `"${which}" fits several images of ${table.path}; write it as there`)
        : reject(row, 'unknown-id', `no image "${which}" in ${table.path}`);
    }
    if (a === b) return reject(row, 'same-image', 'an image compared with itself says nothing');
    const person = subjectOf[a] as number;
    const other = subjectOf[b] as number;
    if (person < 0 || other < 0) {
      const which = fieldText(row, person < 0 ? left : right);
      return reject(row, 'missing-subject', `${table.path} names no subject for "${which}"`);
    }
    const value = parseDecimal(row.bytes, row.starts[score] as number, row.ends[score] as number);
    if (!Number.isFinite(value)) {
      return reject(row, 'bad-score', `expected a finite number; found "${fieldText(row, score)}"`);
    }
    const genuine = person === other ? 1 : 0;
    if (label >= 0) {
      const given = readLabel(row, label);
      if (given < 0) return reject(row, 'bad-label', `expected 0 or 1; found "${fieldText(row, label)}"`);
      if (given !== genuine) {
        const found = genuine === 1 ? 'both images belong to one subject' : 'the images belong to two subjects';
        return reject(row, 'label-contradicts-subjects', `the label is ${given}, but ${found}`);
      }
    }
    columns.add(a, b, value, genuine);
  };

  let takePlain: TakePlainRows | undefined;
  const onRow = (row: CsvRow): void => {
    if (header !== undefined) {
      take(row, header);
      rows++;
      return;
    }
    header = pairHeader(path, row);
    const inOrder = header.left === 0 && header.right === 1 && header.score === 2;
    if (inOrder && (header.label === 3 ? header.columns === 4 : header.columns <= 3)) {
      plain = new PlainPairReader(table, columns);
      takePlain = plain.reading(header.label === 3);
    }
  };
  const scanned = scanCsv(path, onRow, (bytes, start, length) => {
    const taken = takePlain?.(bytes, start, length) ?? { rows: 0, end: start };
    rows += taken.rows;
    return taken;
  });
  for await (const lines of scanned) {
    for (const found of rejects) yield { type: 'reject', ...found };
    rejects = [];
    onPiece();
    yield { type: 'progress', done: lines };
  }
  return { labelled: (header?.label ?? -1) >= 0 };
}

function readLabel(row: CsvRow, label: number): number {
  if (label >= row.count) return -1;
  const start = row.starts[label] as number;
  if ((row.ends[label] as number) - start === 1) {
    const digit = (row.bytes[start] as number) - 48;
    if (digit === 0 || digit === 1) return digit;
  }
  const text = fieldText(row, label).toLowerCase();
  if (['1', '1.0', 'true', 'genuine', 'same'].includes(text)) return 1;
  return ['0', '0.0', '-1', 'false', 'impostor', 'different'].includes(text) ? 0 : -1;
}

/**
 * Finds the columns of a pair file by its header row. Where the names do not say which are the ids, they are the first two that are
 * neither score nor label; a score without a name follows them. A header without a column for it is that of a list of pairs to
 * which the scores were added behind, as `fairface results` does.
 */
export function pairHeader(file: string, row: CsvRow): PairHeader {
  const header = readHeader(file, row);
  const found = header.join(',');
  if (header.length < 2) throw tooFewColumns(file, row, found);
  if (header.every((name) => name !== '' && Number.isFinite(Number(name)))) {
    throw new InputError({
      code: 'missing-header',
      file,
      line: row.line,
      message: 'the first line holds numbers, no column names',
      expected: 'the header id1,id2,score',
      found,
      hint: 'Add that line; without it the first pair would be lost',
    });
  }
  const named = findColumn(header, SCORE_NAMES);
  const label = findColumn(header, LABEL_NAMES);
  const free = [...header.keys()].filter((at) => at !== named && at !== label);
  const ids = [LEFT_NAMES, RIGHT_NAMES].map((names) => findColumn(header, names));
  const [left, right] = ids.every((at) => at >= 0) ? ids : free;
  if (left === undefined || right === undefined) throw tooFewColumns(file, row, found);
  const next = free.find((at) => at > Math.max(left, right)) ?? header.length;
  return { left, right, score: named >= 0 ? named : next, label, columns: header.length };
}

function tooFewColumns(file: string, { line }: CsvRow, found: string): InputError {
  return new InputError({
    code: 'missing-column',
    file,
    line,
    message: 'a pair file has at least three columns',
    expected: 'the header id1,id2,score',
    found,
  });
}
