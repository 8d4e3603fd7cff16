import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage, type RgbImage } from '@fairface/image';

export function goldenImage(name: string): Promise<RgbImage> {
  return decodeImage(readFileSync(join(__dirname, '..', 'fixtures', name)));
}

/** Largest and mean absolute difference, in levels. */
export function difference(a: RgbImage, b: RgbImage): { max: number; mean: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let [max, sum] = [0, 0];
  a.data.forEach((value, at) => {
    const off = Math.abs(value - (b.data[at] ?? NaN));
    max = Math.max(max, off);
    sum += off;
  });
  return { max, mean: sum / a.data.length };
}
