import { readTable } from '@fairface/io';
import { filterColumns } from './compile-filter';

/** Values of a column that are named. */
const SHOWN = 8;

/** What the columns that a filter names hold, for instance `gender is female or male; age is 3 to 87`. */
export async function describeColumns(file: string, filter: string): Promise<string> {
  const values = new Map<string, Set<string>>();
  for await (const { row } of readTable(file)) {
    for (const name of filterColumns(filter, Object.keys(row))) {
      values.set(name, (values.get(name) ?? new Set<string>()).add(row[name] ?? ''));
    }
  }
  return [...values].map(([name, found]) => `${name} is ${describe([...found])}`).join('; ');
}

function describe(values: string[]): string {
  const numbers = values.map(Number);
  if (values.length > 2 && values.every((value, n) => value !== '' && Number.isFinite(numbers[n]))) {
    return `${numbers.reduce((a, b) => Math.min(a, b))} to ${numbers.reduce((a, b) => Math.max(a, b))}`;
  }
  const named = values.sort().map((value) => (value === '' ? 'empty' : value));
  const more = named.length > SHOWN ? [`one of ${named.length - SHOWN} others`] : [];
  return [...named.slice(0, SHOWN), ...more].join(' or ');
}
