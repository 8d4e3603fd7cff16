import { InputError, readTable } from '@fairface/io';

/** Columns that are protected attributes without being asked for. */
const PROTECTED = /^(gender|sex|race|ethnicity|skin.?(colou?r|tone|type)?)$/i;

/**
 * The columns of an attributes table that make the groups where none are named.
 *
 * @throws InputError `no-protected-attribute` or `empty-table`.
 */
export async function protectedColumns(table: string): Promise<string[]> {
  for await (const { row } of readTable(table)) {
    const columns = Object.keys(row);
    const found = columns.filter((column) => PROTECTED.test(column));
    if (found.length > 0) return found;
    throw new InputError({
      code: 'no-protected-attribute',
      file: table,
      message: 'no column has the name of a protected attribute',
      expected: 'gender, sex, race, ethnicity or skin colour',
      found: columns.join(','),
      hint: 'Name the attributes that make the groups with --protected',
    });
  }
  throw new InputError({ code: 'empty-table', file: table, message: 'has no rows' });
}
