import { lstat, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error';

/**
 * Points `deps` and `lib` of the npm package at an installation in the cache. Links work across file systems; each
 * is renamed into place, so a process that loads the engine meanwhile sees the old one or the new one. Real folders
 * (left by the package's own, perhaps failed, install script) are replaced.
 *
 * @throws EngineError `cannot-write`.
 */
export async function linkNativeEngine(packageFolder: string, installation: string): Promise<void> {
  // The libraries first: the addon must never be there without them.
  for (const name of ['deps', 'lib']) {
    const link = join(packageFolder, name);
    const target = join(installation, name);
    if ((await readlink(link).catch(() => undefined)) === target) continue;
    const temporary = `${link}.${process.pid}.tmp`;
    try {
      await rm(temporary, { force: true });
      await symlink(target, temporary);
      if (await isRealFolder(link)) await rm(link, { recursive: true });
      await rename(temporary, link);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw new EngineError(
        'cannot-write',
        `The native engine could not be linked into ${packageFolder}: ${String(error)}.`,
        {
          next: 'Make that folder writable for this user.',
          cause: error,
        },
      );
    }
  }
}

async function isRealFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
