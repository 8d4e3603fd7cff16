import { fieldText } from './header';
import type { CsvRow } from './scan-csv';

/**
 * Says where a row has more fields than there are columns, or `undefined`. Empty fields behind the others do no harm; any others
 * come from commas inside a name or a number, and the fields do not stand where the header says.
 */
export function surplusFields(row: CsvRow, columns: number): string | undefined {
  for (let at = columns; at < row.count; at++)
    if (fieldText(row, at) !== '') return `expected ${columns} fields; found ${row.count}`;
  return undefined;
}
