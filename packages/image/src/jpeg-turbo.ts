import { createRequire } from 'node:module';
import type * as Turbo from '@julusian/jpeg-turbo';

/** What is used of `@julusian/jpeg-turbo`. */
export type JpegTurbo = Pick<
  typeof Turbo,
  'compress' | 'compressSync' | 'decompress' | 'decompressSync' | 'FORMAT_RGB' | 'SAMP_420' | 'SAMP_444'
>;

/** The libjpeg-turbo binding; undefined on a platform that it has no binary for. */
export const jpegTurbo: JpegTurbo | undefined = load();

function load(): JpegTurbo | undefined {
  try {
    // An import statement would take the whole package down where the binary cannot be loaded.
    return createRequire(__filename)('@julusian/jpeg-turbo') as JpegTurbo;
  } catch {
    return undefined;
  }
}
