import { groupKey, groupNames } from './group-names';

const named = (...groups: string[][]): (string | undefined)[] => {
  const names = groupNames(new Map(groups.map((values) => [groupKey(values), values])));
  return groups.map((values) => names.get(groupKey(values)));
};

describe('groupNames', () => {
  it('puts "-" between the values of a group', () => {
    expect(named(['female', '20-29'], ['female', 'white'], ['all'])).toEqual(['female-20-29', 'female-white', 'all']);
  });

  it('quotes the values of groups that would have one name, and of no others', () => {
    expect(named(['a-b', 'c'], ['x-y', 'z'], ['a', 'b-c'])).toEqual(['"a-b"-"c"', 'x-y-z', '"a"-"b-c"']);
  });

  it('gives no name twice where values have quotes', () => {
    const groups = [['a-b', 'c'], ['a', 'b-c'], ['"a-b"', '"c"'], ['say "x"']];
    expect(new Set(named(...groups)).size).toBe(4);
    expect(named(...groups)[3]).toBe('say "x"');
  });
});
