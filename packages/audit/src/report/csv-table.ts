import { noFormula } from '../read/no-formula';

/** A cell of a CSV file. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180). Text that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab or a line
 * end) gets an apostrophe in front; numbers stay as they are.
 */
export function csvTable(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = noFormula(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
