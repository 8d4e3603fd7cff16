import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explainWriteError, makeFolder } from '@fairface/io';

/** How names of unfinished folders end. */
export const UNFINISHED = '.tmp';

/**
 * A folder that appears under its name only when all its files are on the disk: `fill` writes them (each flushed) into a
 * temporary folder beside the target, which is renamed. An older folder of that name is replaced; when anything fails it
 * stays whole and nothing is left beside it.
 *
 * @throws InputError `cannot-write`, or what `fill` throws.
 */
export async function writeFolderAtomic(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const name = `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const temporary = join(dirname(path), `${name}${UNFINISHED}`);
  const replaced = join(dirname(path), `${name}-old${UNFINISHED}`);
  try {
    await makeFolder(temporary);
    await fill(temporary);
    await syncFolder(temporary);
    await rename(path, replaced).catch(passMissing);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw explainWriteError(error, path);
  }
  await rm(replaced, { recursive: true, force: true });
}

function passMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** Makes the names in a folder durable; systems that cannot do so with a folder keep them anyway. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
