import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Whether `path`, taken from `root`, stays in it by its name alone. */
export function staysWithin(root: string, path: string): boolean {
  const way = relative(resolve(root), resolve(root, path));
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}

/** Whether a path is one that goes down from where it starts: neither absolute nor with a `..` in it. */
export function goesDown(path: string): boolean {
  return !isAbsolute(path) && !path.split(/[\\/]/).includes('..');
}

/** Whether `path`, or as much of it as exists, really lies in the real path `root`: a link on the way may lead out. */
export async function reallyWithin(root: string, path: string): Promise<boolean> {
  return join(await existingPart(path), sep).startsWith(join(root, sep));
}

async function existingPart(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || dirname(path) === path) throw error;
    return existingPart(dirname(path));
  }
}
