import { fieldText } from './header';
import type { CsvRow } from './scan-csv';
import type { PairHeader } from './scan-pairs';

/**
 * What is wrong with the number of fields in a row of a pair file, or `undefined`. Empty fields behind the others do no harm; any
 * others come from commas inside a name or a number, and the fields do not stand where the header says.
 */
export function wrongFields(row: CsvRow, { left, right, score, columns }: PairHeader): string | undefined {
  const needed = Math.max(left, right, score) + 1;
  if (row.count < needed) return `expected at least ${needed} fields; found ${row.count}`;
  const most = Math.max(needed, columns);
  for (let at = most; at < row.count; at++)
    if (fieldText(row, at) !== '') return `expected ${most} fields; found ${row.count}`;
  return undefined;
}
