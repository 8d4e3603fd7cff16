import { join, normalize, parse } from 'node:path';

/** The endings that crops can have. */
export type CropFormat = 'jpg' | 'png';

/**
 * Names crops: NAME_cropped.jpg for the first face of NAME.*, NAME_2_cropped.jpg for the second, and so on. A name that
 * is taken is passed over. Names depend on the order of the records alone, so that a job that resumes gives the same.
 */
export class OutputNamer {
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(readonly format: CropFormat) {}

  /** The path of the crop of one more face of `path`, in the same folder. */
  next(path: string): string {
    const { dir, name } = parse(normalize(path));
    const stem = join(dir, name);
    let count = this.#counts.get(stem) ?? 0;
    let output: string;
    do {
      count += 1;
      output = `${stem}${count === 1 ? '' : `_${count}`}_cropped.${this.format}`;
    } while (this.#taken.has(output));
    if (count > 1) this.#counts.set(stem, count);
    this.#taken.add(output);
    return output;
  }
}
