import { ImageMemory, type RgbImage } from '@fairface/image';
import fc from 'fast-check';
import golden from './fixtures/warp.json';
import { TEMPLATES } from './load-template';
import type { SimilarityTransform } from './similarity-transform';
import { difference, goldenImage } from './testing/golden';
import { warpFace } from './warp-face';

const cases = golden.warps.flatMap(({ input, outputs }) =>
  outputs.map((output) => [output.output, input, output] as const),
);

/** Bilinear sampling in its plainest form: four pixels a sample, nothing where there is no pixel. */
function plainWarp(image: RgbImage, { a, b, tx, ty }: SimilarityTransform, size: number): number[] {
  const pixel = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 || x >= image.width || y >= image.height
      ? 0
      : (image.data[(y * image.width + x) * 3 + channel] ?? NaN);
  const levels: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (a * (column - tx) + b * (row - ty)) / (a * a + b * b);
      const y = (a * (row - ty) - b * (column - tx)) / (a * a + b * b);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [u, v] = [x - left, y - top];
      for (let channel = 0; channel < 3; channel++) {
        const upper = (1 - u) * pixel(left, top, channel) + u * pixel(left + 1, top, channel);
        const lower = (1 - u) * pixel(left, top + 1, channel) + u * pixel(left + 1, top + 1, channel);
        levels.push((1 - v) * upper + v * lower);
      }
    }
  }
  return levels;
}

describe('warpFace', () => {
  it.each(cases)('gives %s of OpenCV', async (name, input, { template, matrix }) => {
    const [[a = NaN, , tx = NaN] = [], [b = NaN, , ty = NaN] = []] = matrix;
    const size = TEMPLATES[template as keyof typeof TEMPLATES].size;
    const { max, mean } = difference(
      warpFace(await goldenImage(input), { a, b, tx, ty }, size),
      await goldenImage(name),
    );
    expect(mean).toBeLessThan(0.1);
    expect(max).toBeLessThanOrEqual(1);
  });

  it('is within a level of plain bilinear sampling, wherever the face lies', async () => {
    const image = await goldenImage('input-2.png');
    const part = fc.double({ min: -2, max: 2, noNaN: true });
    const shift = fc.double({ min: -150, max: 150, noNaN: true });
    fc.assert(
      fc.property(part, part, shift, shift, (a, b, tx, ty) => {
        fc.pre(Math.hypot(a, b) > 0.1);
        const crop = warpFace(image, { a, b, tx, ty }, 24);
        const plain = plainWarp(image, { a, b, tx, ty }, 24);
        expect(crop.data.every((level, at) => Math.abs(level - (plain[at] ?? NaN)) <= 1.2)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each([0, 0.5, -0.5, 0.25])('copies an image moved by %p and no turn', async (shift) => {
    const image = await goldenImage('input-0.png');
    const transform = { a: 1, b: 0, tx: shift, ty: shift };
    const plain = plainWarp(image, transform, 130);
    expect(
      [...warpFace(image, transform, 130).data].every((level, at) => Math.abs(level - (plain[at] ?? NaN)) <= 1.2),
    ).toBe(true);
  });

  it('is black where there is no image', async () => {
    const crop = warpFace(await goldenImage('input-0.png'), { a: 1, b: 0, tx: 5000, ty: 0 }, 16);
    expect(crop.data.every((level) => level === 0)).toBe(true);
  });

  it('samples an image where it lies in memory that is given, and leaves the crop there', async () => {
    const image = await goldenImage('input-2.png');
    const transform = { a: 1, b: 0.5, tx: -20, ty: 5 };
    const memory = new ImageMemory();
    const first = warpFace(image, transform, 64, memory);
    const copied = { ...first, data: first.data.slice() };
    expect(memory.input).toHaveLength(image.data.length);
    memory.input.set(image.data);
    const second = warpFace({ ...image, data: memory.input }, transform, 64, memory);
    expect(second.data.buffer).toBe(memory.input.buffer);
    expect(difference(second, warpFace(image, transform, 64)).max).toBe(0);
    expect(difference(copied, second).max).toBe(0);
  });

  it('takes an image of one pixel', () => {
    const crop = warpFace({ width: 1, height: 1, data: Uint8Array.of(200, 100, 50) }, { a: 1, b: 0, tx: 1, ty: 1 }, 3);
    expect([...crop.data.subarray(12, 15)]).toEqual([200, 100, 50]);
    expect(crop.data.reduce((sum, level) => sum + level, 0)).toBe(350);
  });
});
