import { takeInOrder } from '../accuracy/take-in-order';
import type { Attribute } from './verification-data';

/** Stands for a value that the table leaves empty. */
export const NOT_GIVEN = '(not given)';

/**
 * Turns a column into an attribute with sorted values. Numbers sort as numbers, before words.
 *
 * @param texts values, of which several may be the same.
 * @param places for each image the place of its value in `texts`.
 */
export function codeValues(name: string, texts: readonly string[], places: ArrayLike<number>): Attribute {
  const distinct = [...new Set(texts)].map((value) => ({ value, number: value === '' ? NaN : Number(value) }));
  const numbers = distinct.filter(({ number }) => !Number.isNaN(number)).sort((a, b) => a.number - b.number);
  const words = distinct.filter(({ number }) => Number.isNaN(number)).map(({ value }) => value);
  const values = [...numbers.map(({ value }) => value), ...words.sort()];
  const codeOfValue = new Map(values.map((value, code) => [value, code]));
  const codeOfPlace = Int32Array.from(texts, (value) => codeOfValue.get(value) ?? 0);
  return { name, values, codes: takeInOrder(codeOfPlace, places, new Int32Array(places.length)) };
}
