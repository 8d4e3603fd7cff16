import type { VerificationData } from '../read/verification-data';
import type { Grouping } from '../fairness/group-images';
import type { GroupErrorRates } from '../fairness/group-error-rates';
import { FEW_PEOPLE } from '../uncertainty/rate';
import type { AuditResult } from './audit-schema';

/** What the numbers stand on: images, people and pairs of each group, and what to be wary of. */
export function describeData(
  data: VerificationData,
  { names, groupOf, attributes }: Grouping,
  rates: GroupErrorRates,
  failures: readonly string[] | undefined,
): AuditResult['data'] {
  const { images, subjects, subjectOf, pairs, findings } = data;
  const imagesOf = new Int32Array(names.length);
  const firstGroup = new Int32Array(subjects.length).fill(-1);
  const peopleOf = names.map(() => new Set<number>());
  const inconsistent = new Set<number>();
  groupOf.forEach((group, image) => {
    imagesOf[group] = (imagesOf[group] as number) + 1;
    const person = subjectOf[image] as number;
    if (person < 0) return;
    peopleOf[group]?.add(person);
    if (firstGroup[person] === -1) firstGroup[person] = group;
    else if (firstGroup[person] !== group) inconsistent.add(person);
  });
  const failed = failures === undefined ? undefined : countFailures(images, groupOf, names.length, failures);
  const genuine = rates.overall.fnmr.n;
  const mixedGenuine = genuine - rates.groups.reduce((sum, { fnmr }) => sum + fnmr.n, 0);
  const warnings: string[] = [];
  const small = names.filter((_, g) => (peopleOf[g]?.size ?? 0) < FEW_PEOPLE);
  if (small.length > 0) {
    warnings.push(
      `Fewer than ${FEW_PEOPLE} people in ${small.join('; ')}: intervals of these groups may cover the truth less often than 95 % says.`,
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
      people: peopleOf[g]?.size ?? 0,
      genuine: rates.groups[g]?.fnmr.n ?? 0,
      impostor: rates.groups[g]?.fmr.n ?? 0,
      failed: failed?.[g] ?? null,
    })),
    warnings,
  };
}

function countFailures(
  images: readonly string[],
  groupOf: Int32Array,
  groups: number,
  failures: readonly string[],
): number[] {
  const failed = new Set(failures);
  const counts = new Array<number>(groups).fill(0);
  images.forEach((name, image) => {
    const group = groupOf[image] as number;
    if (failed.has(name)) counts[group] = (counts[group] ?? 0) + 1;
  });
  return counts;
}
