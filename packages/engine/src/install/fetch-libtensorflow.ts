import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFromDir } from './copy-from-dir';
import { downloadTarball, upstreamUrl } from './download-tarball';
import { downloadWheel } from './download-wheel';
import { nameLibraries } from './name-libraries';
import type { StepOptions } from './progress';
import { unpackWheel } from './unpack-wheel';
import { WHEEL } from './versions';

/** Where TensorFlow's C library is taken from. */
export type NativeSource =
  | { readonly from?: 'pip' }
  | {
      readonly from: 'url';
      /** Address of a libtensorflow tarball. @default the one tfjs-node-gpu's own install script asks for */
      readonly url?: string;
      /** SHA-256 the tarball must have. @default not checked */
      readonly sha256?: string;
    }
  | {
      readonly from: 'dir';
      /** Folder with `lib` and `include`, or a TensorFlow wheel, or a folder that holds one. */
      readonly dir: string;
      /** SHA-256 the wheel must have. @default the pinned one for the pinned file name */
      readonly sha256?: string;
    };

/** One line saying where a source is. */
export function describeSource(source: NativeSource): string {
  if (source.from === 'url') return source.url ?? upstreamUrl();
  return source.from === 'dir' ? source.dir : WHEEL.requirement;
}

/** Fills `folder/deps` from a source; what was downloaded for it is removed again. */
export async function fetchLibtensorflow(folder: string, source: NativeSource, options: StepOptions): Promise<void> {
  const deps = join(folder, 'deps');
  if (source.from === 'url') {
    await downloadTarball(source.url ?? upstreamUrl(), { ...options, folder, deps, sha256: source.sha256 });
  } else if (source.from === 'dir') {
    await copyFromDir(source.dir, { ...options, deps, sha256: source.sha256 });
  } else {
    const download = join(folder, 'download');
    await unpackWheel(await downloadWheel(download, options), deps, options);
    await rm(download, { recursive: true });
  }
  await nameLibraries(deps);
}
