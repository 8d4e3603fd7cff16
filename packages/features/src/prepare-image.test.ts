import type { RgbImage } from '@fairface/image';
import { prepareImage } from './prepare-image';

/** Red holds the column, green the row. */
function grid(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return [pixel % width, Math.floor(pixel / width), 7][at % 3] ?? 0;
  });
  return { width, height, data };
}

const seed256 = {
  template: 'seed256',
  templateSize: 256,
  cut: { x: 4, y: 4, width: 248, height: 248 },
  inputSize: 248,
  channelOrder: 'rgb',
} as const;

describe('prepareImage', () => {
  it('cuts the central 248 of a 256 pixel crop, and mirrors it', () => {
    const pixels = prepareImage(grid(256, 256), seed256);
    const mirror = pixels.subarray(248 * 248 * 3);
    expect(pixels).toHaveLength(2 * 248 * 248 * 3);
    expect([...pixels.subarray(0, 6)]).toEqual([4, 4, 7, 5, 4, 7]);
    expect([...mirror.subarray(0, 6)]).toEqual([251, 4, 7, 250, 4, 7]);
    expect([...mirror.subarray(-3)]).toEqual([4, 251, 7]);
  });

  it.each([
    [1, 65],
    [130, 2],
  ])('refuses %d x %d pixels, which would take gigabytes once resized', (width, height) => {
    expect(() => prepareImage(grid(width, height), seed256)).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringContaining(`${width} x ${height} pixels`) }),
    );
    expect(() => prepareImage(grid(1, 64), seed256)).not.toThrow();
  });

  it('takes the central square of an image that is no square', () => {
    const wide = { ...seed256, templateSize: 10, cut: { x: 0, y: 0, width: 10, height: 10 }, inputSize: 10 };
    expect([...prepareImage(grid(20, 10), wide).subarray(0, 3)]).toEqual([5, 0, 7]);
    expect([...prepareImage(grid(10, 21), wide).subarray(0, 3)]).toEqual([0, 5, 7]);
  });

  it('resizes the shorter edge to the template and the cut to the input', () => {
    const half = { ...seed256, templateSize: 10, cut: { x: 2, y: 2, width: 6, height: 6 }, inputSize: 3 };
    // 20 -> 10: pixel i is the mean of 2i and 2i + 1, rounded; 6 -> 3: the mean of pixels 2 + 2j and 3 + 2j.
    expect([...prepareImage(grid(20, 20), half).subarray(0, 9)]).toEqual([6, 6, 7, 10, 6, 7, 14, 6, 7]);
  });
});
