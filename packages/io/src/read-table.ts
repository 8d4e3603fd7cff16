import { parse } from 'csv-parse';
import { InputError } from './input-error';
import { openInput } from './open-input';

/** A row of a table with a header. */
export interface TableRow {
  /** The line of the file on which the row ends, counted from 1; the header is line 1. */
  line: number;
  row: Record<string, string>;
}

export interface ReadTableOptions {
  /**
   * Columns that must be there.
   * @default []
   */
  columns?: readonly string[];
}

/**
 * The rows of a comma-separated table whose first line names its columns (RFC 4180; byte-order mark, Windows line ends
 * and gzip allowed), one at a time.
 *
 * @throws InputError `wrong-delimiter`, `missing-column`, `duplicate-column`, `malformed-row` or as {@link openInput}.
 */
export async function* readTable(path: string, { columns = [] }: ReadTableOptions = {}): AsyncGenerator<TableRow> {
  const input = await openInput(path);
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    columns: (header: string[]) => checkHeader(path, header, columns),
  });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      yield { line: info.lines, row: record };
    }
  } catch (error) {
    throw explain(path, error);
  } finally {
    input.destroy();
  }
}

function checkHeader(file: string, header: string[], columns: readonly string[]): string[] {
  const found = header.join(',');
  const only = header.length === 1 ? (header[0] ?? '') : '';
  const delimiter = [';', '\t', '|'].find((mark) => only.includes(mark));
  if (delimiter !== undefined) {
    const name = delimiter === '\t' ? 'tabs' : `"${delimiter}"`;
    throw new InputError({
      code: 'wrong-delimiter',
      file,
      line: 1,
      message: `the columns are separated by ${name}`,
      expected: 'commas',
      found,
      hint: 'Save the table as comma-separated values',
    });
  }
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new InputError({
      code: 'missing-column',
      file,
      line: 1,
      message: `the header lacks ${missing.map((name) => `"${name}"`).join(', ')}`,
      expected: `the columns ${columns.join(', ')}`,
      found,
    });
  }
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new InputError({
      code: 'duplicate-column',
      file,
      line: 1,
      message: `the header names "${twice}" twice`,
      found,
    });
  }
  return header;
}

function explain(file: string, error: unknown): unknown {
  if (error instanceof InputError || !(error instanceof Error)) return error;
  const line = (error as { lines?: number }).lines;
  return line === undefined
    ? error
    : new InputError({ code: 'malformed-row', file, line, message: error.message, cause: error });
}
