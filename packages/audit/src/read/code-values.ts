import type { Attribute } from './verification-data';

/** Stands for a value that the table leaves empty. */
export const NOT_GIVEN = '(not given)';

/** Turns the values of a column, one an image, into an attribute with sorted values. Numbers sort as numbers, before words. */
export function codeValues(name: string, column: readonly string[]): Attribute {
  const distinct = [...new Set(column)].map((value) => ({ value, number: value === '' ? NaN : Number(value) }));
  const numbers = distinct.filter(({ number }) => !Number.isNaN(number)).sort((a, b) => a.number - b.number);
  const words = distinct.filter(({ number }) => Number.isNaN(number)).map(({ value }) => value);
  const values = [...numbers.map(({ value }) => value), ...words.sort()];
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { name, values, codes: Int32Array.from(column, (value) => codeOf.get(value) ?? 0) };
}
