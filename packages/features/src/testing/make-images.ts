import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng, type RgbImage } from '@fairface/image';

/** Names of the images of {@link makeImages} that cannot be used, by the reason. */
export const BAD_IMAGES = {
  'missing-file': 'missing.png',
  'not-an-image': 'text.png',
  'empty-file': 'empty.png',
  'non-finite-feature': 'green.png',
  'zero-feature': 'black.png',
} as const;

/** Writes `count` small images, and those of {@link BAD_IMAGES}, into `folder`; returns the paths of the good ones. */
export async function makeImages(folder: string, count: number): Promise<string[]> {
  await mkdir(join(folder, 'faces'), { recursive: true });
  const paths = Array.from({ length: count }, (_, n) => `faces/${n + 1}.png`);
  for (const [n, path] of paths.entries()) await writeFile(join(folder, path), await encodePng(pattern(n)));
  await writeFile(join(folder, 'text.png'), 'no image');
  await writeFile(join(folder, 'empty.png'), '');
  await writeFile(join(folder, 'green.png'), await encodePng(plain([0, 255, 0])));
  await writeFile(join(folder, 'black.png'), await encodePng(plain([0, 0, 0])));
  return paths;
}

function pattern(seed: number): RgbImage {
  const width = 18 + (seed % 5);
  const height = 16 + (seed % 3);
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * (seed + 3) * 2654435761) >>> 24);
  return { width, height, data };
}

function plain(colour: number[]): RgbImage {
  return { width: 16, height: 16, data: Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => colour[at % 3] ?? 0) };
}
