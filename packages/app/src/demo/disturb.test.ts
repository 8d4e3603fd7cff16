import type { RgbImage } from '@fairface/image';
import { blur, disturbances, turn } from './disturb';

const SIZE = 33;

function dot(x: number, y: number): RgbImage {
  const data = new Uint8Array(SIZE * SIZE * 3);
  data.fill(200, (y * SIZE + x) * 3, (y * SIZE + x) * 3 + 3);
  return { width: SIZE, height: SIZE, data };
}

const at = ({ data }: RgbImage, x: number, y: number): number => data[(y * SIZE + x) * 3] ?? NaN;

describe('disturbances', () => {
  it('blurs as a Gaussian: separable, even on both sides, and keeps a plain image', () => {
    const spot = blur(dot(16, 16), 1);
    const weight = (d: number): number =>
      Math.exp(-(d * d) / 2) / [0, 1, 2, 3].reduce((s, k) => s + (k ? 2 : 1) * Math.exp(-(k * k) / 2), 0);
    expect(Math.abs(at(spot, 16, 16) - 200 * weight(0) ** 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(at(spot, 17, 18) - 200 * weight(1) * weight(2))).toBeLessThanOrEqual(1);
    expect(at(spot, 14, 16)).toBe(at(spot, 18, 16));
    const plain = { width: SIZE, height: SIZE, data: new Uint8Array(SIZE * SIZE * 3).fill(90) };
    expect(blur(plain, 3)).toEqual(plain);
  });

  it('turns clockwise about the centre', () => {
    const turned = turn(dot(16, 4), 90);
    expect(at(turned, 28, 16)).toBeGreaterThan(190);
    expect(at(turned, 16, 4)).toBe(0);
  });

  it('changes an image each in its own way and keeps its size', async () => {
    const image = dot(10, 20);
    const seen = new Set([image.data.join()]);
    for (const disturb of Object.values(disturbances)) {
      const { width, height, data } = await disturb(image);
      expect([width, height, data.length]).toEqual([SIZE, SIZE, image.data.length]);
      seen.add(data.join());
    }
    expect(seen.size).toBe(5);
  });
});
