import { existsSync } from 'node:fs';
import { type Reject, readRejects, RejectsFile } from '@fairface/io';

/**
 * The rejects of a run: an image that is met again in every epoch is named once. They are few; the file is written whole,
 * with every checkpoint and at the end.
 */
export class RunRejects {
  readonly path: string;
  readonly #rejects: Map<string, Reject>;
  #saved: number;

  private constructor(path: string, rejects: readonly Reject[]) {
    this.path = path;
    this.#rejects = new Map(rejects.map((reject) => [keyOf(reject), reject]));
    this.#saved = existsSync(path) ? this.#rejects.size : -1;
  }

  /** @param resume keep what an earlier part of the run rejected */
  static async open(path: string, resume: boolean): Promise<RunRejects> {
    return new RunRejects(path, resume && existsSync(path) ? await readRejects(path) : []);
  }

  get count(): number {
    return this.#rejects.size;
  }

  /** Rejects by reason. */
  get reasons(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { reason } of this.#rejects.values()) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
  }

  /** @returns whether it is a new one. */
  add({ item, reason, detail }: Reject): boolean {
    const reject = { item, reason, detail };
    if (this.#rejects.has(keyOf(reject))) return false;
    this.#rejects.set(keyOf(reject), reject);
    return true;
  }

  /** @throws InputError `cannot-write`. */
  async save(): Promise<void> {
    if (this.#saved === this.#rejects.size) return;
    const file = await RejectsFile.open(this.path);
    try {
      for (const reject of this.#rejects.values()) await file.add(reject);
      await file.commit();
    } catch (error) {
      await file.abort();
      throw error;
    }
    this.#saved = this.#rejects.size;
  }
}

const keyOf = ({ item, reason }: Reject): string => `${reason}\t${item}`;
