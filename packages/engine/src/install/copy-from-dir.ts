import { constants } from 'node:fs';
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { EngineError } from '../engine-error';
import { checkHash } from './hash-file';
import type { StepOptions } from './progress';
import { unpackWheel } from './unpack-wheel';
import { WHEEL } from './versions';

export interface CopyOptions extends StepOptions {
  /** Folder that receives `lib` and `include`. */
  readonly deps: string;
  /** Expected SHA-256 of a wheel. @default the pinned one where the file has the pinned name, else not checked */
  readonly sha256?: string;
}

/**
 * Takes libtensorflow from the user's own disk: a folder with `lib` and `include`, a TensorFlow wheel, or a folder
 * that holds one.
 *
 * @throws EngineError `wrong-input`, `wrong-hash`.
 */
export async function copyFromDir(path: string, { deps, sha256, onProgress, signal }: CopyOptions): Promise<void> {
  const source = resolve(path);
  const wheel = await findWheel(source);
  if (wheel !== undefined) {
    const expected = sha256 ?? (basename(wheel) === WHEEL.file ? WHEEL.sha256 : undefined);
    if (expected !== undefined) await checkHash(wheel, expected, signal);
    await unpackWheel(wheel, deps, { onProgress, signal });
    return;
  }
  onProgress?.({ step: 'unpack' });
  await mkdir(join(deps, 'lib'), { recursive: true });
  const options = { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE };
  try {
    await cp(join(source, 'include'), join(deps, 'include'), options);
    for (const name of await readdir(join(source, 'lib'))) {
      if (name.startsWith('libtensorflow')) await cp(join(source, 'lib', name), join(deps, 'lib', name), options);
    }
  } catch (error) {
    throw new EngineError(
      'wrong-input',
      `${source} holds neither lib and include of libtensorflow nor a TensorFlow wheel.`,
      {
        next: `Give a folder unpacked from libtensorflow's tarball, or ${WHEEL.file}.`,
        cause: error,
      },
    );
  }
}

async function findWheel(source: string): Promise<string | undefined> {
  const stats = await stat(source).catch(() => undefined);
  if (stats === undefined) throw new EngineError('wrong-input', `There is no ${source}.`, { next: 'Check the path.' });
  if (stats.isFile()) return source;
  const name = (await readdir(source)).sort().find((file) => /^tensorflow.*linux.*x86_64\.whl$/.test(file));
  return name && join(source, name);
}
