import fc from 'fast-check';
import { inGroups } from './in-groups';

async function groupsOf<T>(items: Iterable<T> | AsyncIterable<T>, length: number): Promise<T[][]> {
  const groups: T[][] = [];
  for await (const group of inGroups(items, length)) groups.push(group);
  return groups;
}

describe('inGroups', () => {
  it('leaves the rest to the last group', async () => {
    expect(await groupsOf('abcdefg', 3)).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
    expect(await groupsOf([1, 2, 3, 4], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await groupsOf([], 2)).toEqual([]);
  });

  it('keeps every item and their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), async (items, length) => {
        const groups = await groupsOf(items, length);
        expect(groups.flat()).toEqual(items);
        expect(groups.slice(0, -1).every((group) => group.length === length)).toBe(true);
        expect(groups.every((group) => group.length >= 1 && group.length <= length)).toBe(true);
      }),
    );
  });
});
