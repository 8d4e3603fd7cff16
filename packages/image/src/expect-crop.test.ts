import { expectCrop } from './expect-crop';

it('takes images up to 64 times as long as wide', () => {
  for (const [width, height] of [
    [1, 1],
    [64, 1],
    [2, 128],
  ] as const) {
    expectCrop({ width, height });
    expect(() => expectCrop({ width: width + 64 * height, height })).toThrow(
      `found ${width + 64 * height} x ${height} pixels`,
    );
    expect(() => expectCrop({ width, height: height + 64 * width })).toThrow(
      expect.objectContaining({ code: 'unsupported' }) as Error,
    );
  }
});
