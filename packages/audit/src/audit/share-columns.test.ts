import { shareColumns } from './share-columns';

describe('shareColumns', () => {
  it('copies columns at any depth into shared memory, and keeps what is one thing one', () => {
    const column = Int32Array.of(1, -2, 3);
    const part = { column, share: Float64Array.of(0.5).subarray(0, 1) };
    const shared = shareColumns({
      part,
      again: part,
      list: [Uint8Array.of(7), Int16Array.of(-7)],
      name: 'x',
      none: null,
      n: 3,
    });
    expect(shared).toEqual({
      part,
      again: part,
      list: [Uint8Array.of(7), Int16Array.of(-7)],
      name: 'x',
      none: null,
      n: 3,
    });
    expect(shared.part.column.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.list[0]?.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.again).toBe(shared.part);
    column[0] = 9;
    expect(shared.part.column[0]).toBe(1);
  });

  it('copies a part of a column alone, and leaves shared memory where it is', () => {
    const whole = Float64Array.of(1, 2, 3, 4);
    const part = shareColumns(whole.subarray(1, 3));
    expect([...part]).toEqual([2, 3]);
    expect(part.buffer.byteLength).toBe(16);
    expect(shareColumns(part)).toBe(part);
  });
});
