import { appendFile, readFile, rm, truncate } from 'node:fs/promises';
import { type Reject, writeFileAtomic } from '@fairface/io';
import type { DetectedFace } from './detector';

/** What came of one photograph. */
export interface JournalEntry {
  path: string;
  faces: DetectedFace[];
  rejects: Reject[];
}

/**
 * What a run has finished so far, one JSON line a photograph behind a first line that says which run it belongs to. A
 * line cut short by a crash is dropped when the journal is opened again.
 */
export class Journal {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Opens the journal beside `out` and gives what an earlier run with the same `identity` finished; another run's
   * journal is started over.
   */
  static async open(out: string, identity: unknown): Promise<{ journal: Journal; finished: JournalEntry[] }> {
    const path = `${out}.journal`;
    const journal = new Journal(path);
    const first = JSON.stringify(identity);
    const text = await readFile(path, 'utf8').catch(() => '');
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    const [head, ...lines] = complete.split('\n').slice(0, -1);
    if (head !== first) {
      await writeFileAtomic(path, `${first}\n`);
      return { journal, finished: [] };
    }
    await truncate(path, Buffer.byteLength(complete));
    return { journal, finished: lines.map((line) => JSON.parse(line) as JournalEntry) };
  }

  async add(entry: JournalEntry): Promise<void> {
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`);
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
