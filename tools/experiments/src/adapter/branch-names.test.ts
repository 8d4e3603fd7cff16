import fc from 'fast-check';
import { branchNames } from './branch-names';

describe('branchNames', () => {
  it('keeps plain names and joins values by _', () => {
    expect([...branchNames(['female/white', 'male/other'])]).toEqual([
      ['female/white', 'female_white'],
      ['male/other', 'male_other'],
    ]);
  });

  it('never gives a name twice, nor that of the base branch', () => {
    expect([...branchNames(['a b', 'a/b', 'base']).values()]).toEqual(['a_b', 'a_b-2', 'base-2']);
  });

  it('gives every group a name of its own that a file and a filter can carry', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 })), (groups) => {
        const names = [...branchNames(groups).values()];
        expect(new Set(names).size).toBe(groups.length);
        expect(names.filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
      }),
    );
  });
});
