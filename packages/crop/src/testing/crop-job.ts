import { encodeJpeg } from '@fairface/image';
import { readList } from '@fairface/io';
import type { CropPool } from '../crop-pool';
import { Cropper } from '../cropper';

/** A JPEG of 100 x 120 pixels; each seed gives another. */
export const photograph = (seed: number) => {
  const data = new Uint8Array(100 * 120 * 3).map((_, at) => 128 + 100 * Math.sin(at / (900 + 50 * seed)));
  return encodeJpeg({ width: 100, height: 120, data });
};

/** The paths in a list of crops. */
export async function listed(list: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of readList(list)) paths.push(path);
  return paths;
}

/** Crops in this thread; `write` may fail. */
export const poolOf =
  (write?: (path: string, data: Uint8Array) => void, watch?: Partial<CropPool>) =>
  (settings: Cropper['settings']): CropPool => {
    const cropper = new Cropper(settings, write);
    return { run: (tasks) => cropper.run(tasks), destroy: async () => undefined, ...watch };
  };
