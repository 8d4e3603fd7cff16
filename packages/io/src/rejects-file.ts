import { stringify } from 'csv-stringify/sync';
import { AtomicFile } from './atomic-file';
import { readTable } from './read-table';
import type { Reject } from './job-event';

const COLUMNS = ['item', 'reason', 'detail'] as const;

/**
 * The list of inputs that were left out: CSV `item,reason,detail`, one row an input. The file is written even when it
 * stays empty, so that an older one never speaks for a newer run.
 */
export class RejectsFile {
  readonly path: string;
  /** Rows by reason. */
  readonly counts = new Map<string, number>();
  readonly #file: AtomicFile;

  private constructor(path: string, file: AtomicFile) {
    this.path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<RejectsFile> {
    const file = await AtomicFile.open(path);
    await file.write(`${COLUMNS.join(',')}\n`);
    return new RejectsFile(path, file);
  }

  /** Rows in all. */
  get count(): number {
    return [...this.counts.values()].reduce((sum, n) => sum + n, 0);
  }

  async add({ item, reason, detail }: Reject): Promise<void> {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    await this.#file.write(stringify([[item, reason, detail]]));
  }

  async commit(): Promise<void> {
    await this.#file.commit();
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}

/** Reads a rejects file back. */
export async function readRejects(path: string): Promise<Reject[]> {
  const rejects: Reject[] = [];
  for await (const { row } of readTable(path, { columns: [...COLUMNS] })) {
    rejects.push({ item: row['item'] ?? '', reason: row['reason'] ?? '', detail: row['detail'] ?? '' });
  }
  return rejects;
}
