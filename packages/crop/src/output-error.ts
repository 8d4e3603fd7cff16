import { explainWriteError } from '@fairface/io';
import type { WriteFailure } from './write-failure';

/** The error of a failure to write that ends the job, as every writer of files tells it. */
export function outputError(file: string, { code, detail }: Extract<WriteFailure, { type: 'fatal' }>): unknown {
  return explainWriteError(Object.assign(new Error(detail), { code, syscall: 'write' }), file);
}
