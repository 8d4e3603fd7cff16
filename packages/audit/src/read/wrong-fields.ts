import type { CsvRow } from './scan-csv';
import type { PairHeader } from './scan-pairs';
import { surplusFields } from './surplus-fields';

/** What is wrong with the number of fields in a row of a pair file, or `undefined`. */
export function wrongFields(row: CsvRow, { left, right, score, columns }: PairHeader): string | undefined {
  const needed = Math.max(left, right, score) + 1;
  if (row.count < needed) return `expected at least ${needed} fields; found ${row.count}`;
  return surplusFields(row, Math.max(needed, columns));
}
