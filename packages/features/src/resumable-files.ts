import { type FileHandle, open, rename, rm, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { explainWriteError, readLines, writeFileAtomic, makeFolder } from '@fairface/io';

/** What is safely on the disk. */
export interface Checkpoint {
  /** Inputs that are dealt with. */
  items: number;
  /** Rows written for them. */
  rows: number;
  /** Inputs left out. */
  rejected: number;
  /** Length of every file in bytes. */
  sizes: number[];
  /** All is written; at most the renaming is left. */
  complete?: boolean;
}

/** Options of {@link ResumableFiles.open}. */
export interface ResumableFilesOptions {
  /** The final names. */
  paths: readonly string[];
  /** Where the journal is kept. */
  journal: string;
  /** What makes two runs the same job. Plain data. */
  identity: unknown;
  /** Forget what an earlier run left. */
  restart: boolean;
}

/**
 * Files that are written together and survive a kill at any moment: they grow as `NAME.partial`, and a journal tells after
 * every append how long each was. What a killed run wrote beyond its last journal line is cut off by the next run, so that
 * no row is lost or doubled. The final names appear, by renaming, when all is complete.
 */
export class ResumableFiles {
  /** Why what an earlier run left could not be used. */
  readonly startedOver: string | undefined;
  readonly #options: ResumableFilesOptions;
  #checkpoint: Checkpoint;
  #handles: FileHandle[] = [];
  #journal: FileHandle | undefined;

  private constructor(options: ResumableFilesOptions, checkpoint: Checkpoint, startedOver: string | undefined) {
    this.#options = options;
    this.#checkpoint = checkpoint;
    this.startedOver = startedOver;
  }

  /** Takes up what an earlier run of the same job left, or starts anew; missing folders are made. */
  static async open(options: ResumableFilesOptions): Promise<ResumableFiles> {
    const { paths, journal, identity, restart } = options;
    try {
      await makeFolder(dirname(journal));
      const earlier = restart ? undefined : await readJournal(options);
      const usable = typeof earlier === 'object' ? earlier : undefined;
      const checkpoint = usable ?? { items: 0, rows: 0, rejected: 0, sizes: paths.map(() => 0) };
      const files = new ResumableFiles(options, checkpoint, typeof earlier === 'string' ? earlier : undefined);
      if (checkpoint.complete !== true) await files.#start(usable === undefined);
      // Written anew rather than continued: its last line may be torn.
      await writeFileAtomic(journal, line(identity) + line(checkpoint));
      if (checkpoint.complete !== true) files.#journal = await open(journal, 'a');
      return files;
    } catch (error) {
      throw explainWriteError(error, journal);
    }
  }

  /** What is safely on the disk now. */
  get checkpoint(): Readonly<Checkpoint> {
    return this.#checkpoint;
  }

  /** The name under which file `n` grows. */
  partial(n: number): string {
    return partialName(this.#options.paths[n] ?? '');
  }

  /**
   * Appends to every file and notes it in the journal.
   *
   * @param chunks one for each file, in the order of `paths`
   * @param counts what the chunks add
   */
  async append(
    chunks: readonly Uint8Array[],
    counts: { items: number; rows: number; rejected: number },
  ): Promise<void> {
    const { items, rows, rejected, sizes } = this.#checkpoint;
    await Promise.all(
      this.#handles.map((handle, n) => this.#write(handle, n, chunks[n] ?? new Uint8Array(0), sizes[n])),
    );
    const next: Checkpoint = {
      items: items + counts.items,
      rows: rows + counts.rows,
      rejected: rejected + counts.rejected,
      sizes: sizes.map((size, n) => size + (chunks[n]?.length ?? 0)),
    };
    await this.#note(next);
  }

  /** Replaces the first bytes of file `n`. */
  async overwriteStart(n: number, bytes: Uint8Array): Promise<void> {
    const handle = this.#handles[n];
    if (handle !== undefined) await this.#write(handle, n, bytes, 0);
  }

  /** Gives the files their names. Harmless when a killed run did a part of it. */
  async complete(): Promise<void> {
    if (this.#checkpoint.complete !== true) {
      await this.#note({ ...this.#checkpoint, complete: true });
      await this.close();
    }
    for (const path of this.#options.paths) {
      await rename(partialName(path), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw explainWriteError(error, path);
      });
    }
  }

  /** Removes the journal, once the outcome is recorded elsewhere. */
  async forget(): Promise<void> {
    await rm(this.#options.journal, { force: true });
  }

  async close(): Promise<void> {
    const handles = [...this.#handles, ...(this.#journal === undefined ? [] : [this.#journal])];
    this.#handles = [];
    this.#journal = undefined;
    await Promise.all(handles.map((handle) => handle.close()));
  }

  async #start(anew: boolean): Promise<void> {
    // Without its journal an old partial file is never taken up, whenever this run may be killed.
    if (anew) await this.forget();
    for (const [n, path] of this.#options.paths.entries()) {
      const name = partialName(path);
      if (!anew) await truncate(name, this.#checkpoint.sizes[n]);
      this.#handles.push(await open(name, anew ? 'w' : 'r+'));
    }
  }

  async #write(handle: FileHandle, n: number, bytes: Uint8Array, position: number | undefined): Promise<void> {
    if (bytes.length === 0) return;
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, undefined, (position ?? 0) + done);
        done += bytesWritten;
      }
      await handle.datasync();
    } catch (error) {
      throw explainWriteError(error, this.partial(n));
    }
  }

  async #note(checkpoint: Checkpoint): Promise<void> {
    try {
      await this.#journal?.appendFile(line(checkpoint));
    } catch (error) {
      throw explainWriteError(error, this.#options.journal);
    }
    this.#checkpoint = checkpoint;
  }
}

/** The last checkpoint, a reason why it cannot be used, or nothing where there is no journal. */
async function readJournal({
  paths,
  journal,
  identity,
}: ResumableFilesOptions): Promise<Checkpoint | string | undefined> {
  if ((await sizeOf(journal)) === -1) return undefined;
  let last: Checkpoint | undefined;
  for await (const { number, text } of readLines(journal)) {
    const entry = parse(text);
    if (number === 1 && !isDeepStrictEqual(entry, JSON.parse(JSON.stringify(identity)))) {
      return 'the partial files there are those of another job';
    }
    if (number > 1 && entry !== undefined) last = entry as Checkpoint;
  }
  if (last === undefined) return undefined;
  for (const [n, path] of paths.entries()) {
    const expected = last.sizes[n] ?? 0;
    const partial = await sizeOf(partialName(path));
    const renamed = last.complete === true && partial === -1 && (await sizeOf(path)) === expected;
    if (partial < expected && !renamed) return `${partialName(path)} is shorter than its journal says`;
  }
  return last;
}

/** A journal line; nothing for one that was cut off by a kill. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => -1,
  );
}

const partialName = (path: string): string => `${path}.partial`;

const line = (data: unknown): string => `${JSON.stringify(data)}\n`;
