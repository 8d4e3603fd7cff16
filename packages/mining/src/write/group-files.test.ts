import { groupFiles } from './group-files';

describe('groupFiles', () => {
  it('names files after groups, without what a file name may not have', () => {
    const files = groupFiles(['female-white', 'a/b', 'a:b', '..', '', 'Ünï-1']);
    expect(files.map(({ positives }) => positives)).toEqual([
      'female-white.positives.pairs',
      'a_b.positives.pairs',
      'a_b-2.positives.pairs',
      '_.positives.pairs',
      '_-2.positives.pairs',
      'Ünï-1.positives.pairs',
    ]);
    expect(files[1]?.negatives).toBe('a_b.negatives.pairs');
  });

  it('keeps groups apart that differ in case alone, which some file systems do not', () => {
    expect(groupFiles(['A', 'a']).map(({ negatives }) => negatives)).toEqual([
      'A.negatives.pairs',
      'a-2.negatives.pairs',
    ]);
  });
});
