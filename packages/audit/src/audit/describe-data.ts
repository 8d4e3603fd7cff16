import { markImages } from '../read/mark-images';
import type { VerificationData } from '../read/verification-data';
import type { Grouping } from '../fairness/group-images';
import type { GroupErrorRates } from '../fairness/group-error-rates';
import { FEW_PEOPLE } from '../uncertainty/rate';
import type { AuditResult } from './audit-schema';
import { type CountedFailures, countFailures } from './count-failures';

/** What the numbers stand on: images, people and pairs of each group, and what to be wary of. */
export function describeData(
  data: VerificationData,
  { names, groupOf, attributes }: Grouping,
  rates: GroupErrorRates,
  failures: readonly string[] | undefined,
): AuditResult['data'] {
  const { images, subjects, subjectOf, pairs, findings } = data;
  const imagesOf = new Int32Array(names.length);
  const pairedOf = new Int32Array(names.length);
  const isPaired = new Uint8Array(images.length);
  markImages(pairs.left, isPaired);
  markImages(pairs.right, isPaired);
  const firstGroup = new Int32Array(subjects.length).fill(-1);
  const peopleOf = names.map(() => new Set<number>());
  const inconsistent = new Set<number>();
  groupOf.forEach((group, image) => {
    imagesOf[group] = (imagesOf[group] as number) + 1;
    pairedOf[group] = (pairedOf[group] as number) + (isPaired[image] as number);
    const person = subjectOf[image] as number;
    if (person < 0) return;
    peopleOf[group]?.add(person);
    if (firstGroup[person] === -1) firstGroup[person] = group;
    else if (firstGroup[person] !== group) inconsistent.add(person);
  });
  const failed = failures === undefined ? undefined : countFailures(images, groupOf, names.length, isPaired, failures);
  const genuine = rates.overall.fnmr.n;
  const mixedGenuine = genuine - rates.groups.reduce((sum, { fnmr }) => sum + fnmr.n, 0);
  const warnings: string[] = [];
  const small = names.filter((_, g) => (peopleOf[g]?.size ?? 0) < FEW_PEOPLE);
  if (small.length > 0) {
    warnings.push(
      `Fewer than ${FEW_PEOPLE} people in ${small.join('; ')}: intervals of these groups are wider than they need be, or hold the truth less often than 95 % says.`,
    );
  }
  const blind = rates.groups.filter(({ fmr }) => fmr.note === 'too-few-pairs' || fmr.note === 'no-pairs');
  if (blind.length > 0) {
    warnings.push(
      `Too few impostor pairs to see the target FMR even once in ${blind.map(({ group }) => group).join('; ')}.`,
    );
  }
  if (names.length === 1) warnings.push(`All images are in one group (${names[0]}): nothing can be compared.`);
  if (inconsistent.size > 0) {
    warnings.push(
      `${inconsistent.size} people have images with different values of ${attributes.join(', ')}; each image counts in its own group, ` +
        `and ${mixedGenuine} genuine pairs between groups count in no group's rates.`,
    );
  }
  if (findings.duplicatedPairs + findings.mirroredPairs > 0) {
    warnings.push(
      `${findings.duplicatedPairs} pairs come more than once and ${findings.mirroredPairs} come again with the images swapped; all were counted.`,
    );
  }
  if (failed !== undefined) warnings.push(...failureWarnings(failed, names, imagesOf));
  const left = Object.values(findings.rejects).reduce((sum, n) => sum + n, 0);
  if (left > 0) warnings.push(`${left} inputs were left out; the list of rejects names each with its reason.`);
  return {
    images: images.length,
    imagesInPairs: findings.imagesInPairs,
    people: subjects.length,
    genuine,
    impostor: pairs.length - genuine,
    duplicatedPairs: findings.duplicatedPairs,
    mirroredPairs: findings.mirroredPairs,
    mixedGenuine,
    labelled: findings.labelled,
    rejects: findings.rejects,
    groups: names.map((group, g) => ({
      group,
      images: imagesOf[g] as number,
      imagesInPairs: pairedOf[g] as number,
      people: peopleOf[g]?.size ?? 0,
      genuine: rates.groups[g]?.fnmr.n ?? 0,
      impostor: rates.groups[g]?.fmr.n ?? 0,
      failed: failed?.byGroup[g] ?? null,
    })),
    warnings,
  };
}

function failureWarnings(
  { byGroup, inPairs, unknown }: CountedFailures,
  names: readonly string[],
  imagesOf: Int32Array,
): string[] {
  const total = byGroup.reduce((sum, n) => sum + n, 0);
  const share = (g: number): number => (byGroup[g] ?? 0) / Math.max(1, imagesOf[g] ?? 0);
  const worst = byGroup.reduce((most, _, g) => (share(g) > share(most) ? g : most), 0);
  const warnings: string[] = [];
  if (total > 0) {
    warnings.push(
      `${total} images failed before they could be compared, most often those of ${names[worst]} (${byGroup[worst]} of ${imagesOf[worst]}): no error rate counts them.`,
    );
  }
  if (inPairs + unknown > 0) {
    warnings.push(
      `Listed failures that do not count: images that are in pairs all the same, ${inPairs}; names that the attributes table does not have, ${unknown}.`,
    );
  }
  return warnings;
}
