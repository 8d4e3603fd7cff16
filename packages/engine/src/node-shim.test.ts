import { restoreRemovedUtilities } from './node-shim';

describe('restoreRemovedUtilities', () => {
  it('gives what tfjs-node calls and newer Nodes lack', () => {
    const util: {
      isArray?: (value: unknown) => boolean;
      isNullOrUndefined?: (value: unknown) => boolean;
      other: number;
    } = { other: 1 };
    restoreRemovedUtilities(util);
    expect([[], {}, 'text'].map((value) => util.isArray?.(value))).toEqual([true, false, false]);
    expect([null, undefined, 0, ''].map((value) => util.isNullOrUndefined?.(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(util.other).toBe(1);
  });
});
