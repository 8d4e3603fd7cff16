import * as fc from 'fast-check';
import { splitPeople } from './split-people';

describe('splitPeople', () => {
  it('keeps a person in one fold and spreads every group evenly', () => {
    const people = fc.uniqueArray(fc.tuple(fc.string(), fc.constantFrom('a', 'b')), {
      selector: ([name]) => name,
      minLength: 1,
    });
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 4 }), fc.integer(), (list, folds, seed) => {
        const images = [...list, ...list];
        const fold = splitPeople(
          images.map(([name]) => name),
          images.map(([, group]) => group),
          folds,
          seed,
        );
        list.forEach((_, n) => expect(fold[n]).toBe(fold[n + list.length]));
        for (const group of ['a', 'b']) {
          const sizes = Array.from(
            { length: folds },
            (_, f) => list.filter((p, n) => p[1] === group && fold[n] === f).length,
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is another split for another seed', () => {
    const names = Array.from({ length: 40 }, (_, n) => `p${n}`);
    const groups = names.map(() => 'all');
    expect(splitPeople(names, groups, 3, 1)).toEqual(splitPeople(names, groups, 3, 1));
    expect(splitPeople(names, groups, 3, 1)).not.toEqual(splitPeople(names, groups, 3, 2));
  });
});
