import { stat } from 'node:fs/promises';
import { InputError, type InputErrorDetails } from './input-error';

/**
 * Makes sure that a folder is there.
 *
 * @param details - what is expected there and what to do, for the error
 * @throws InputError `missing-folder`.
 */
export async function expectFolder(path: string, details: Pick<InputErrorDetails, 'expected' | 'hint'>): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  const message = found === undefined ? 'no such folder' : 'is not a folder';
  throw new InputError({ code: 'missing-folder', file: path, message, ...details });
}
