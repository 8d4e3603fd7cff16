import { dirname } from 'node:path';
import { explainWriteError, makeFolder } from '@fairface/io';
import { pino } from 'pino';

/** A log of JSON lines that is there from `open` on; what comes before is held until then. */
export class LogFile {
  readonly path: string;
  #held: string[] = [];
  #file: { write(line: string): unknown } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes the file, and missing folders, and writes what was held; a second time does nothing.
   *
   * @throws InputError `cannot-write`.
   */
  async open(): Promise<void> {
    if (this.#file !== undefined) return;
    try {
      await makeFolder(dirname(this.path));
      this.#file = pino.destination({ dest: this.path, sync: true });
    } catch (error) {
      throw explainWriteError(error, this.path);
    }
    for (const line of this.#held.splice(0)) this.#file.write(line);
  }

  write(line: string): void {
    if (this.#file === undefined) this.#held.push(line);
    else this.#file.write(line);
  }
}
