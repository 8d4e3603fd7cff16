import { createInterface } from 'node:readline';
import { openInput } from './open-input';

/** A line of a text file. */
export interface Line {
  /** Counted from 1. */
  number: number;
  /** Without its line end. */
  text: string;
}

/**
 * The lines of a UTF-8 text file (gzip allowed), one at a time. A byte-order mark and Windows line ends are taken off;
 * empty lines are given, so that numbers stay true.
 *
 * @throws InputError as {@link openInput}.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const input = await openInput(path);
  const lines = createInterface({ input, crlfDelay: Infinity });
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => undefined);
  let number = 0;
  try {
    const iterator = lines[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([iterator.next(), failed]);
      if (next.done) return;
      number += 1;
      yield { number, text: number === 1 ? next.value.replace(/^\uFEFF/, '') : next.value };
    }
  } finally {
    lines.close();
    input.destroy();
  }
}
