import type { AuditResult } from '../audit/audit-schema';

/** A number for people: four significant digits, small ones in scientific notation; a dash where there is none. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const isSmall = value !== 0 && Math.abs(value) < 1e-3;
  return (isSmall ? value.toExponential(2) : String(Number(value.toPrecision(4)))).replaceAll('-', '−');
}

/** Measures that are infinite where a group has no error. */
const RATIOS = ['max-min-ratio', 'max-geomean-ratio', 'ir', 'ser'];

/** The value of a measure, or why it has none. */
export function formatMeasure(id: string, value: number | null): string {
  return value !== null ? formatNumber(value) : RATIOS.includes(id) ? '∞' : 'not defined';
}

/** A rate that was aimed at: 0.01, 1e-3. */
export function formatTarget(rate: number): string {
  return rate >= 1e-2 ? String(rate) : rate.toExponential().replace('e-', 'e−');
}

/** A group in several lines, one an attribute. */
export function groupLines(group: string): string {
  return group.replaceAll(', ', ',\n');
}

/** A p-value; those beyond what the normal tail can tell are bounded. */
export function formatP(p: number | null): string {
  return p !== null && p < 1e-12 ? '< 1e−12' : formatNumber(p);
}

/** A count with thin spaces between thousands. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A share in percent. */
export function formatPercent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** An interval in brackets; an open end is infinite. */
export function formatInterval({ lower, upper }: { lower: number | null; upper: number | null }): string {
  return `[${lower === null ? '−∞' : formatNumber(lower)}, ${upper === null ? '∞' : formatNumber(upper)}]`;
}

/** An interval that ends at both sides, or a dash where there is none. */
export function formatBounds({ lower, upper }: { lower: number | null; upper: number | null }): string {
  return lower === null || upper === null ? '–' : formatInterval({ lower, upper });
}

const NOTES: Record<NonNullable<AuditResult['rates']['overall']['fmr']['note']>, string> = {
  'no-pairs': 'no pairs',
  'too-few-pairs': 'too few pairs',
  'few-people': 'fewer than 100 people',
};

/** What the notes of some rates say, each once. */
export function formatNotes(notes: readonly AuditResult['rates']['overall']['fmr']['note'][]): string {
  return [...new Set(notes.flatMap((note) => (note === null ? [] : [NOTES[note]])))].join('; ');
}
