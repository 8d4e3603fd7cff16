import type { SideBySide } from '../compare/side-by-side';
import { csvTable } from './csv-table';

/** The differences of two systems as CSV; `b` is the other system, or the audited one before its correction. */
export function comparisonTable({ comparison, measures }: SideBySide): string {
  return csvTable(
    ['measure', 'group', 'a', 'b', 'difference', 'lower', 'upper', 'p', 'p_corrected'],
    [
      ...comparison.differences.map((row) => [
        ...[row.measure, row.group, row.a, row.b, row.difference, row.lower, row.upper, row.p, row.pCorrected],
      ]),
      ...measures.map((row) => [
        ...[row.measure, 'all', row.a, row.b, row.difference, row.lower, row.upper, row.p, null],
      ]),
    ],
  );
}
