import { markdownTable } from '../markdown';
import { countPeople } from './count-people';
import { groupRows } from './group-rows';
import type { FaceSet } from './load-faces';

/** Images, people and genuine pairs of every group, as data. */
export function countGroups(faces: FaceSet, attributes: readonly string[]) {
  const groups = groupRows(faces.images, [...faces.images.keys()], attributes);
  return [...groups].map(([name, rows]) => {
    const people = countPeople(faces, rows);
    const genuinePairs = [...people.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
    return { name, images: rows.length, people: people.size, genuinePairs };
  });
}

/** What the results stand on, as Markdown: how many faces, of whom, in which groups. */
export function describeFaces(
  faces: FaceSet,
  groups: { coarse: readonly string[]; fine: readonly string[] },
  { seeds, folds, resamples }: { seeds: number; folds: number; resamples: number },
): string {
  const people = new Set(faces.images.map(({ subject }) => subject)).size;
  const left = [
    ...(faces.missing > 0 ? [`${faces.missing} without a face that was found`] : []),
    ...(faces.unlabelled > 0 ? [`${faces.unlabelled} without a value that makes groups`] : []),
  ];
  const without = left.length === 0 ? '' : ` (left out: ${left.join(', ')})`;
  return [
    `${faces.images.length} faces of ${people} people${without}. ${folds} folds of people, each judged by adapters trained on the others; ${seeds} ${seeds === 1 ? 'seed' : 'seeds, averaged'}; intervals from ${resamples} resamples of people.\n`,
    ...(['coarse', 'fine'] as const).flatMap((name) => [
      `The ${name} groups: ${groups[name].join(' x ')}.\n`,
      markdownTable(
        ['group', 'people', 'images', 'genuine pairs'],
        countGroups(faces, groups[name]).map((group) => [
          group.name,
          `${group.people}`,
          `${group.images}`,
          `${group.genuinePairs}`,
        ]),
      ),
    ]),
  ].join('\n');
}
