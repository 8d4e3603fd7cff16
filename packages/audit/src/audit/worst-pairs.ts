import type { VerificationData } from '../read/verification-data';
import type { Grouping } from '../fairness/group-images';
import type { AuditResult } from './audit-schema';

/**
 * The impostor pairs with the highest scores and the genuine pairs with the lowest, of the same people one each: else the images of
 * one person can fill the list. Pairs in rising order of their scores.
 */
export function worstPairs(
  { pairs, images, subjectOf }: VerificationData,
  { names, groupOf }: Grouping,
  most = 12,
): AuditResult['worst'] {
  const take = (first: number, next: (at: number) => number): AuditResult['worst']['falseMatches'] => {
    const found: AuditResult['worst']['falseMatches'] = [];
    const seen = new Set<string>();
    for (let at = first; at >= 0 && found.length < most; at = next(at)) {
      const [a, b] = [pairs.left[at] as number, pairs.right[at] as number];
      const people = [subjectOf[a], subjectOf[b]].sort().join(' ');
      if (seen.has(people)) continue;
      seen.add(people);
      found.push({
        image1: images[a] ?? '',
        image2: images[b] ?? '',
        score: pairs.score[at] as number,
        groups: [names[groupOf[a] as number] ?? '', names[groupOf[b] as number] ?? ''],
      });
    }
    return found;
  };
  const { genuine } = pairs;
  return {
    falseMatches: take(genuine.lastIndexOf(0), (at) => (at === 0 ? -1 : genuine.lastIndexOf(0, at - 1))),
    falseNonMatches: take(genuine.indexOf(1), (at) => genuine.indexOf(1, at + 1)),
  };
}
