import type { ScoredPair } from '../scan/top-pairs';
import { UNIT_SQUARE } from '../store/vector-store';
import type { LookAlikes } from './label-error';

/** Pairs of different people, the most alike, of which people who are too much alike are taken. */
export const LOOK_ALIKE_PAIRS = 10_000;

/**
 * Pairs of people of whom images are at least as alike as `level`, the median of pairs of one person; the most alike first.
 *
 * @param pairs - of different people, the most alike
 * @param personOf - the person of every image
 */
export function findLookAlikes(
  pairs: readonly ScoredPair[],
  personOf: ArrayLike<number>,
  level: number,
  most: number,
): LookAlikes[] {
  const found = new Map<string, LookAlikes>();
  const sorted = [...pairs].sort((a, b) => b.score - a.score || a.left - b.left || a.right - b.right);
  for (const { score, left, right } of sorted) {
    if (!(score >= level * UNIT_SQUARE)) continue;
    const [person, otherPerson] = [personOf[left] as number, personOf[right] as number];
    const key = [person, otherPerson].sort((a, b) => a - b).join(' ');
    const before = found.get(key);
    const first = {
      kind: 'look-alikes' as const,
      image: left,
      person,
      otherImage: right,
      otherPerson,
      other: score / UNIT_SQUARE,
      pairs: 0,
    };
    found.set(key, { ...(before ?? first), pairs: (before?.pairs ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.other - a.other || a.image - b.image).slice(0, most);
}
