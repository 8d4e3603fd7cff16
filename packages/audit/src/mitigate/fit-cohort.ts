import { groupImages } from '../fairness/group-images';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { moments } from '../uncertainty/moments';
import type { Moments } from './mitigation-parameters';

/** Fewest scores of a cohort; a mean and a deviation of fewer would be a matter of chance. */
export const SMALLEST_COHORT = 10;

/**
 * Mean and deviation of the impostor scores within each group (both images in it). Groups with too small a cohort are left
 * out.
 *
 * @throws RangeError where no group has a cohort.
 */
export function fitGroupCohort(data: VerificationData, by: readonly string[]): Record<string, Moments> {
  const { pairs } = data;
  const { names, groupOf } = groupImages(data, by);
  const scores = names.map((): number[] => []);
  for (let n = 0; n < pairs.length; n++) {
    const group = groupOf[pairs.left[n] as number] as number;
    if (pairs.genuine[n] === 0 && group === groupOf[pairs.right[n] as number])
      scores[group]?.push(pairs.score[n] as number);
  }
  const found = names.flatMap((name, g) => {
    const own = momentsOf(scores[g] ?? []);
    return own === undefined ? [] : [[name, own] as const];
  });
  if (found.length > 0) return Object.fromEntries(found);
  throw new RangeError(`no group has ${SMALLEST_COHORT} impostor scores that differ`);
}

/**
 * Mean and deviation of each image's impostor scores against the people of a cohort, by the group of those people. Images with
 * too small a cohort are left out.
 *
 * @param isCohort for each image 1 where its person belongs to the cohort.
 */
export function fitImageCohorts(
  data: VerificationData,
  pairs: ScoredPairs,
  by: readonly string[],
  isCohort: Uint8Array,
): Record<string, Record<string, Moments>> {
  const { names, groupOf } = groupImages(data, by);
  const scores = new Map<number, number[]>();
  for (let n = 0; n < pairs.length; n++) {
    if (pairs.genuine[n] === 1) continue;
    const [a, b] = [pairs.left[n] as number, pairs.right[n] as number];
    for (const [image, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (isCohort[other] === 0) continue;
      const key = image * names.length + (groupOf[other] as number);
      const own = scores.get(key);
      if (own === undefined) scores.set(key, [pairs.score[n] as number]);
      else own.push(pairs.score[n] as number);
    }
  }
  const cohort: Record<string, Record<string, Moments>> = {};
  for (const [key, own] of scores) {
    const moments = momentsOf(own);
    const image = data.images[Math.floor(key / names.length)] ?? '';
    if (moments !== undefined) cohort[image] = { ...cohort[image], [names[key % names.length] ?? '']: moments };
  }
  return cohort;
}

function momentsOf(scores: readonly number[]): Moments | undefined {
  if (scores.length < SMALLEST_COHORT) return undefined;
  const own = moments(scores);
  return own.deviation > 0 ? own : undefined;
}
