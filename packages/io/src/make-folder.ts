import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it lies in; one that is there stays as it is. Node's recursive `mkdir` never ends where a
 * file system answers that a folder's parent is missing although it is there, as `/proc` does.
 *
 * @throws the file system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  const error = await tryToMake(path);
  if (error === undefined) return;
  const parent = dirname(path);
  if (error.code !== 'ENOENT' || parent === path) throw error;
  if (!(await isFolder(parent))) await makeFolder(parent);
  // Once more and no further; the parent may also be there by now because something else made it at the same time.
  const again = await tryToMake(path);
  if (again !== undefined) throw again;
}

/** The error, unless the folder is there; a root, or a folder of a read-only file system, is told by codes of their own. */
async function tryToMake(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
    return undefined;
  } catch (error) {
    return (await isFolder(path)) ? undefined : (error as NodeJS.ErrnoException);
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
