import { createInterface } from 'node:readline';
import { openInput } from './open-input';

/** A line of a text file. */
export interface Line {
  /** Counted from 1. */
  number: number;
  /** Without its line end. */
  text: string;
}

/** What {@link readLines} takes for the end of a line. */
export const LINE_END = /[\n\r\u2028\u2029]/;

/**
 * The lines of a UTF-8 text file (gzip allowed), one at a time. A byte-order mark and Windows line ends are taken off;
 * empty lines are given, so that numbers stay true.
 *
 * @throws InputError as {@link openInput}.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const input = await openInput(path);
  const lines = createInterface({ input, crlfDelay: Infinity });
  let failure: unknown;
  input.once('error', (error) => {
    failure = error;
    lines.close(); // readline knows nothing of its input's errors: without this the loop would wait for ever
  });
  let number = 0;
  try {
    for await (const text of lines) {
      number += 1;
      yield { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
    }
    if (failure !== undefined) throw failure as Error;
  } finally {
    lines.close();
    input.destroy();
  }
}
