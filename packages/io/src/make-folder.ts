import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it lies in; one that is there stays as it is. Node's recursive `mkdir` never ends where a
 * file system answers that a folder's parent is missing although it is there, as `/proc` does.
 *
 * @throws the file system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const parent = dirname(path);
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== path;
    if (isMissing && !(await isFolder(parent))) {
      await makeFolder(parent);
      return makeFolder(path);
    }
    // A root, or a folder of a read-only file system, is told by codes of their own.
    if (!(await isFolder(path))) throw error;
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
