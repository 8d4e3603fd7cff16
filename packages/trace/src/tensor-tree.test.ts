import fc from 'fast-check';
import { flattenTree, mapTree } from './tensor-tree';

const NUMBER = { is: (node: unknown): node is number => typeof node === 'number', called: 'a number' };

const { tree } = fc.letrec((again) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.array(again('tree'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), again('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('mapTree', () => {
  it('keeps the nesting of any tree', () => {
    fc.assert(
      fc.property(tree, (given) => {
        expect(mapTree(given, NUMBER, (leaf) => leaf)).toEqual(given);
      }),
    );
  });

  it('names each leaf by its path', () => {
    const given = { params: { conv: [1, 2], scale: 3 }, velocity: [{ a: 4 }] };
    expect([...flattenTree(given, NUMBER)]).toEqual([
      ['params/conv/0', 1],
      ['params/conv/1', 2],
      ['params/scale', 3],
      ['velocity/0/a', 4],
    ]);
    expect([...flattenTree(7, NUMBER)]).toEqual([['', 7]]);
  });

  it('says what it found where no leaf can be', () => {
    const flatten = (given: unknown) => () => flattenTree(given, NUMBER);
    expect(flatten({ a: [1, undefined] })).toThrow(/^Expected a number at 'a\/1', found undefined. Tensors may be/);
    expect(flatten({ a: new Map() })).toThrow(/at 'a', found Map/);
    expect(flatten(null)).toThrow(/Expected a number, found null/);
    expect(flatten({ 'a/b': 1, a: { b: 2 } })).toThrow(/two 'a\/b'/);
  });
});
