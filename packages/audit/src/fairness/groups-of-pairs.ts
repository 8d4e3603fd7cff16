import type { ScoredPairs } from '../read/verification-data';
import type { Grouping } from './group-images';

/** For each pair the group of both its images, or -1 where they are in two groups. */
export function groupsOfPairs(
  { left, right, length }: ScoredPairs,
  { groupOf }: Pick<Grouping, 'groupOf'>,
): Int16Array {
  const groups = new Int16Array(length);
  for (let n = 0; n < length; n++) {
    const group = groupOf[left[n] as number] as number;
    groups[n] = group === groupOf[right[n] as number] ? group : -1;
  }
  return groups;
}
