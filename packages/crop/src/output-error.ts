import { InputError } from '@fairface/io';

/** The error of a place that nothing can be written to. */
export function outputError(
  file: string,
  { code, detail }: { code: string; detail: string },
  cause?: unknown,
): InputError {
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new InputError({
    code: full ? 'disk-full' : 'unwritable-output',
    file,
    message: full ? 'the disk is full' : 'cannot be written',
    expected: 'a folder that can be written to',
    found: detail,
    hint: full
      ? 'Free some space and start again; what is done is kept'
      : 'Choose another folder for the crops or change its permissions',
    cause,
  });
}
