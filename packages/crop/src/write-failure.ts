/** Errors that every further file would meet: a full or failing disk, missing permission, too many open files. */
const FATAL = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** What an error of writing means: this crop alone is left out, or the job cannot go on. */
export type WriteFailure =
  { type: 'reject'; reason: 'unwritable-crop'; detail: string } | { type: 'fatal'; code: string; detail: string };

export function writeFailure(error: unknown): WriteFailure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (FATAL.has(code)) return { type: 'fatal', code, detail: message };
  return { type: 'reject', reason: 'unwritable-crop', detail: message };
}
