import type { ScoredPair } from '../scan/top-pairs';
import { type GroupVectors, UNIT_SQUARE } from '../store/vector-store';
import type { LookAlikes } from './label-error';

/**
 * Pairs of people of whom hard negatives are at least as alike as `level`, the median of pairs of one person; the most
 * alike first.
 *
 * @param negatives - of every group, highest scores first
 */
export function findLookAlikes(
  groups: readonly GroupVectors[],
  negatives: readonly (readonly ScoredPair[])[],
  level: number,
  most: number,
): LookAlikes[] {
  const found = new Map<string, LookAlikes>();
  groups.forEach(({ people, images }, g) => {
    for (const { score, left, right } of negatives[g] ?? []) {
      if (!(score >= level * UNIT_SQUARE)) continue;
      const [person, otherPerson] = [people[left] as number, people[right] as number];
      const key = [person, otherPerson].sort((a, b) => a - b).join(' ');
      const before = found.get(key);
      const first = {
        kind: 'look-alikes' as const,
        image: images[left] as number,
        person,
        otherImage: images[right] as number,
        otherPerson,
        other: score / UNIT_SQUARE,
        pairs: 0,
      };
      found.set(key, { ...(before ?? first), pairs: (before?.pairs ?? 0) + 1 });
    }
  });
  return [...found.values()].sort((a, b) => b.other - a.other || a.image - b.image).slice(0, most);
}
