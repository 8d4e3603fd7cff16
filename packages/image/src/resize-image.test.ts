import fc from 'fast-check';
import { resizeImage } from './resize-image';
import type { RgbImage } from './rgb-image';

const row = (...levels: number[]): RgbImage => ({
  width: levels.length,
  height: 1,
  data: Uint8Array.from(levels.flatMap((level) => [level, 255 - level, level])),
});
const reds = ({ data }: RgbImage) => [...data].filter((_, at) => at % 3 === 0);

describe('resizeImage', () => {
  it('samples at half-pixel centres and repeats the edges', () => {
    // 2 -> 4: positions -0.25, 0.25, 0.75, 1.25
    expect(reds(resizeImage(row(0, 100), 4, 1))).toEqual([0, 25, 75, 100]);
  });

  it('does not average when it shrinks', () => {
    // 8 -> 2: positions 1.5 and 5.5
    expect(reds(resizeImage(row(9, 10, 20, 9, 9, 100, 200, 9), 2, 1))).toEqual([15, 150]);
  });

  it('works on both axes and every channel', () => {
    const image: RgbImage = { width: 2, height: 2, data: Uint8Array.of(0, 0, 0, 80, 8, 0, 40, 4, 0, 200, 20, 255) };
    const middle = resizeImage(image, 1, 1);
    expect([...middle.data]).toEqual([80, 8, 64]);
  });

  it('gives the same image for the same size', () => {
    const image = row(1, 2, 3);
    expect(resizeImage(image, 3, 1)).toBe(image);
  });

  it('stays within the levels of the input', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        fc.infiniteStream(fc.nat(255)),
        (width, height, newWidth, newHeight, levels) => {
          const data = Uint8Array.from({ length: width * height * 3 }, () => levels.next().value as number);
          const resized = resizeImage({ width, height, data }, newWidth, newHeight);
          expect(resized.data).toHaveLength(newWidth * newHeight * 3);
          expect(Math.min(...resized.data)).toBeGreaterThanOrEqual(Math.min(...data));
          expect(Math.max(...resized.data)).toBeLessThanOrEqual(Math.max(...data));
        },
      ),
    );
  });

  it.each([0, -1, 1.5, NaN])('refuses the size %p', (size) => {
    expect(() => resizeImage(row(1), size, 1)).toThrow(RangeError);
  });
});
