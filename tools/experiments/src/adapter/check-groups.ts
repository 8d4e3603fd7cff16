import { InputError } from '@fairface/io';
import { countPeople } from './count-people';
import { groupRows } from './group-rows';
import type { FaceSet } from './load-faces';

/** What is split and how. */
export interface CheckGroupsOptions {
  faces: FaceSet;
  /** The attributes that make the groups. */
  attributes: readonly string[];
  /** The flag that names them, for the message: `--coarse` or `--fine`. */
  flag: string;
  /** For every seed the fold of every image. */
  splits: readonly Int32Array[];
  folds: number;
}

/**
 * That every group can be trained on and judged: whatever fold is left out, the others hold two people of it and a person
 * with two images; some fold holds two of its people, so that there are pairs of different people to judge.
 *
 * @throws InputError `small-group` that names all groups that fall short
 */
export function checkGroups({ faces, attributes, flag, splits, folds }: CheckGroupsOptions): void {
  const { images, table } = faces;
  const groups = groupRows(images, [...images.keys()], attributes);
  const bad = [...groups].filter(([, rows]) => !splits.every((foldOf) => suffices(rows, foldOf)));
  if (groups.size > 1 && bad.length === 0) return;
  const count = ([name, rows]: [string, number[]]): string => {
    const people = countPeople(faces, rows).size;
    return `${name} (${people} ${people === 1 ? 'person' : 'people'}, ${rows.length} images)`;
  };
  throw new InputError({
    code: 'small-group',
    file: table,
    message: `the groups by ${attributes.join(', ')} cannot be compared over ${folds} folds of people`,
    expected: `two groups or more; of each, two people in some fold, and in all the others together two people and one with two images (${folds + 1} people with two images each suffice)`,
    found: bad.length === 0 ? `${groups.size} group` : bad.map(count).join(', '),
    hint: `Name attributes with fewer values by ${flag}, or add a column to the table that joins some values`,
  });

  function suffices(rows: readonly number[], foldOf: Int32Array): boolean {
    const numbers = Array.from({ length: folds }, (_, fold) => fold);
    const peopleWhere = (isWanted: (row: number) => boolean) => countPeople(faces, rows.filter(isWanted));
    const judged = numbers.some((fold) => peopleWhere((row) => foldOf[row] === fold).size > 1);
    return (
      judged &&
      numbers.every((fold) => {
        const people = [...peopleWhere((row) => foldOf[row] !== fold).values()];
        return people.length > 1 && people.some((count) => count > 1);
      })
    );
  }
}
