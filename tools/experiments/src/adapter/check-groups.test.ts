import { checkGroups } from './check-groups';
import { splitPeople } from './split-people';

/** Images of people, each given as its group and the number of its images. */
function faces(people: readonly (readonly [group: string, images: number])[]) {
  const images = people.flatMap(([skin, count], n) =>
    Array.from({ length: count }, (_, i) => ({ path: `${n}/${i}.jpg`, subject: `p${n}`, attributes: { skin } })),
  );
  const nothing = new Float32Array();
  const files = { image: '', mirror: '' };
  const table = 'attributes.csv';
  return { images, image: nothing, mirror: nothing, dimension: 0, files, missing: 0, unlabelled: 0, table };
}

function check(set: ReturnType<typeof faces>): void {
  const subjects = set.images.map(({ subject }) => subject);
  const groups = set.images.map(({ attributes }) => attributes.skin);
  const splits = [1, 2, 3].map((seed) => splitPeople(subjects, groups, 3, seed));
  checkGroups({ faces: set, attributes: ['skin'], flag: '--coarse', splits, folds: 3 });
}

const people = (group: string, count: number, images = 2) =>
  Array.from({ length: count }, (): [string, number] => [group, images]);

describe('checkGroups', () => {
  it('lets four people of two images pass', () => {
    expect(() => check(faces([...people('dark', 4), ...people('light', 12)]))).not.toThrow();
  });

  it('names groups of too few people with their numbers', () => {
    const set = faces([...people('dark', 1), ...people('light', 12), ...people('red', 3)]);
    expect(() => check(set)).toThrow(
      'attributes.csv: the groups by skin cannot be compared over 3 folds of people; expected two groups or more; of each',
    );
    expect(() => check(set)).toThrow('found dark (1 person, 2 images), red (3 people, 6 images). Name attributes');
  });

  it('names groups without two images of a person', () => {
    expect(() => check(faces([...people('dark', 9, 1), ...people('light', 9)]))).toThrow('dark (9 people, 9 images)');
  });

  it('refuses a single group', () => expect(() => check(faces(people('light', 12)))).toThrow('found 1 group.'));
});
