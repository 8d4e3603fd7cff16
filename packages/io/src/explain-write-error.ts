import { InputError } from './input-error';

const MEANINGS: Record<string, { message: string; hint: string }> = {
  ENOSPC: { message: 'the disk is full', hint: 'Make room and run the same command again' },
  EDQUOT: { message: 'the disk quota is used up', hint: 'Make room and run the same command again' },
  EFBIG: {
    message: 'the file would be larger than allowed here',
    hint: 'Raise the limit (ulimit -f) or write elsewhere',
  },
  EROFS: { message: 'the file system is read-only', hint: 'Write to another folder' },
  EACCES: { message: 'no permission to write here', hint: 'Write to another folder or change its permissions' },
  EPERM: { message: 'no permission to write here', hint: 'Write to another folder or change its permissions' },
  ENOTDIR: { message: 'a part of its path is a file, not a folder', hint: 'Write to another folder' },
  EEXIST: { message: 'a part of its path is a file, not a folder', hint: 'Write to another folder' },
  EISDIR: { message: 'is a folder', hint: 'Name a file' },
};

/**
 * Turns an error of the file system into one that says what happened to which output and what to do next.
 *
 * @returns InputError `cannot-write`; an error of another kind as it is.
 */
export function explainWriteError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (error instanceof InputError || code === undefined || (error as NodeJS.ErrnoException).syscall === undefined) {
    return error;
  }
  const meaning = MEANINGS[code];
  return new InputError({
    code: 'cannot-write',
    file,
    message: `cannot be written: ${meaning ? `${meaning.message} (${code})` : (error as Error).message}`,
    hint: meaning?.hint,
    cause: error,
  });
}
