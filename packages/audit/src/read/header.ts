import { InputError } from '@fairface/io';
import type { CsvRow } from './scan-csv';

const BLANK = 32;
const OTHER_DELIMITERS = [';', '\t', '|'];

/** Field `at` of a row as text, without blanks around it; empty where the row is shorter. */
export function fieldText(row: CsvRow, at: number): string {
  if (at >= row.count) return '';
  const { bytes, starts, ends } = row;
  return Buffer.from(bytes.subarray(starts[at], ends[at])).toString('utf8').trim();
}

/** Takes blanks (bytes up to 32) around field `at` of a row out of it; does nothing where the row is shorter. */
export function trimField({ bytes, starts, ends, count }: CsvRow, at: number): void {
  if (at >= count) return;
  let [from, to] = [starts[at] as number, ends[at] as number];
  while (from < to && (bytes[from] as number) <= BLANK) from++;
  while (to > from && (bytes[to - 1] as number) <= BLANK) to--;
  starts[at] = from;
  ends[at] = to;
}

/**
 * The names in a header row.
 *
 * @throws InputError `wrong-line-ends`, `wrong-delimiter` or `duplicate-column`.
 */
export function readHeader(file: string, row: CsvRow): string[] {
  const names = Array.from({ length: row.count }, (_, at) => fieldText(row, at));
  if (names.some((name) => name.includes('\r'))) {
    throw new InputError({
      code: 'wrong-line-ends',
      file,
      line: row.line,
      message: 'lines end with a carriage return alone',
      expected: 'line feeds (Unix) or carriage returns and line feeds (Windows)',
      found: JSON.stringify(names.join(',')),
      hint: 'Save the table with other line ends',
    });
  }
  const only = names.length === 1 ? (names[0] ?? '') : '';
  const delimiter = OTHER_DELIMITERS.find((mark) => only.includes(mark));
  if (delimiter !== undefined) {
    throw new InputError({
      code: 'wrong-delimiter',
      file,
      line: row.line,
      message: `the columns are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`,
      expected: 'commas',
      found: only,
      hint: 'Save the table as comma-separated values',
    });
  }
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new InputError({
      code: 'duplicate-column',
      file,
      line: row.line,
      message: `the header names "${twice}" twice`,
      found: names.join(','),
    });
  }
  return names;
}

/** Where one of several names for the same column stands, whatever its case; -1 where none does. */
export function findColumn(header: readonly string[], names: readonly string[]): number {
  return header.findIndex((name) => names.includes(name.toLowerCase()));
}
