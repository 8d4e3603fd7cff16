import { pino } from 'pino';

/** A log of JSON lines that is there from `open` on; what comes before is held until then. */
export class LogFile {
  readonly path: string;
  #held: string[] = [];
  #file: { write(line: string): unknown } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the file, and missing folders, and writes what was held; a second time does nothing. */
  open(): this {
    this.#file ??= pino.destination({ dest: this.path, mkdir: true, sync: true });
    for (const line of this.#held.splice(0)) this.#file.write(line);
    return this;
  }

  write(line: string): void {
    if (this.#file === undefined) this.#held.push(line);
    else this.#file.write(line);
  }
}
