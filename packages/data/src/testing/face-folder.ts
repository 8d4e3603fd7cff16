import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeJpeg, type RgbImage } from '@fairface/image';
import type { Preprocessing } from '@fairface/features';

/** A side small enough that hundreds of images cost nothing. */
export const SIDE = 16;

/** The whole crop, as it is. */
export const WHOLE: Preprocessing = {
  template: 'test',
  templateSize: SIDE,
  cut: { x: 0, y: 0, width: SIDE, height: SIDE },
  inputSize: SIDE,
  channelOrder: 'rgb',
};

/** An image of one colour by which it is known again, also after JPEG: red is the person, green the image, 15 at most. */
export function colouredImage(person: number, image: number, side = SIDE): RgbImage {
  const data = Uint8Array.from(
    { length: side * side * 3 },
    (_, at) => [16 * person, 16 * image, 16 * 7][at % 3] as number,
  );
  return { width: side, height: side, data };
}

/** Person and image of the first pixel of a {@link colouredImage}. */
export function codes(pixels: ArrayLike<number> = []): number[] {
  return [0, 1].map((at) => Math.round((pixels[at] ?? NaN) / 16));
}

/** A picture without any symmetry: red grows to the right, green downwards, and both are rough. */
export function unevenImage(side = SIDE): RgbImage {
  const data = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const rough = (7 * x + 13 * y) % 16;
      data.set([(x / side) * 220 + rough, (y / side) * 220 + rough, 120 + 6 * rough], (y * side + x) * 3);
    }
  }
  return { width: side, height: side, data };
}

/**
 * Writes a folder of people: person n has `counts[n]` images `pN/M.jpg`.
 *
 * @returns the paths relative to the folder, in order.
 */
export async function writeFaces(folder: string, counts: readonly number[]): Promise<string[]> {
  const paths: string[] = [];
  for (const [person, count] of counts.entries()) {
    for (let image = 0; image < count; image++) {
      const path = `p${person}/${image}.jpg`;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(
        join(folder, path),
        await encodeJpeg(colouredImage(person, image), { quality: 100, chroma: '4:4:4' }),
      );
      paths.push(path);
    }
  }
  return paths;
}
