import { seededRandom } from '@fairface/io';

/**
 * A fold for every image: all images of a person are in one, and the people of every group are spread evenly.
 *
 * @param subjects the person of every image
 * @param groups the group of every image; a person counts in that of its first image
 * @returns for every image its fold, 0 to `folds - 1`
 */
export function splitPeople(
  subjects: readonly string[],
  groups: readonly string[],
  folds: number,
  seed: number,
): Int32Array {
  const peopleOf = new Map<string, Set<string>>();
  const seen = new Set<string>();
  subjects.forEach((subject, n) => {
    if (seen.has(subject)) return;
    seen.add(subject);
    const group = groups[n] ?? '';
    peopleOf.set(group, (peopleOf.get(group) ?? new Set()).add(subject));
  });
  const foldOf = new Map<string, number>();
  let next = 0;
  for (const [group, people] of [...peopleOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const order = seededRandom(seed, 'fold', group).shuffle([...people].sort());
    for (const person of order) foldOf.set(person, next++ % folds);
  }
  return Int32Array.from(subjects, (subject) => foldOf.get(subject) ?? 0);
}
