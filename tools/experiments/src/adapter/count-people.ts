import type { FaceSet } from './load-faces';

/** The people of some images with the number of their images. */
export function countPeople({ images }: Pick<FaceSet, 'images'>, rows: readonly number[]): Map<string, number> {
  const people = new Map<string, number>();
  for (const row of rows) {
    const subject = images[row]?.subject ?? '';
    people.set(subject, (people.get(subject) ?? 0) + 1);
  }
  return people;
}
