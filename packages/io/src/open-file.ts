import { type FileHandle, open } from 'node:fs/promises';
import { InputError } from './input-error';

/**
 * Opens a file for reading wherever the caller wants in it. The handle is the caller's to close.
 *
 * @throws InputError `missing-file`, `not-a-file` or `unreadable-file`.
 */
export async function openFile(path: string): Promise<FileHandle> {
  const handle = await open(path).catch((cause: unknown) => {
    throw explainReadError(cause, path);
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new InputError({ code: 'not-a-file', file: path, message: 'is not a file', hint: 'Name a file' });
}

/** An error of the file system as one that says what happened to which input: `missing-file` or `unreadable-file`. */
export function explainReadError(cause: unknown, file: string): InputError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError({
      code: 'missing-file',
      file,
      message: 'no such file',
      hint: 'Check the path; it is taken relative to the current folder',
      cause,
    });
  }
  return new InputError({ code: 'unreadable-file', file, message: `cannot be read (${code})`, cause });
}
