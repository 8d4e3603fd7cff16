import type { FaceSet } from './load-faces';

/** The given images by their group: the values of some attributes joined by `/`, in a fixed order. */
export function groupRows(
  images: FaceSet['images'],
  rows: readonly number[],
  attributes: readonly string[],
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const name = attributes.map((attribute) => images[row]?.attributes[attribute] ?? '').join('/');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
