import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { explainWriteError } from './explain-write-error';
import { InputError } from './input-error';
import { makeFolder } from './make-folder';

/** Bytes gathered before they are written. */
const BUFFER_SIZE = 1 << 20;

/**
 * A file that appears under its name only when it is complete: it is written to a temporary name beside the target,
 * flushed to the disk and renamed by `commit`.
 */
export class AtomicFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #pending: Buffer[] = [];
  #pendingSize = 0;
  #open = true;

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /**
   * Opens a temporary file beside `path`; missing folders are made.
   *
   * @throws InputError `cannot-write`, as `write` and `commit` do.
   */
  static async open(path: string): Promise<AtomicFile> {
    const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
    try {
      await makeFolder(dirname(path));
      await refuseSpecial(path);
      return new AtomicFile(path, temporary, await open(temporary, 'wx'));
    } catch (error) {
      throw explainWriteError(error, path);
    }
  }

  /** Adds bytes or UTF-8 text at the end. Wait for it: that is the back-pressure. Bytes must not change before `commit`. */
  async write(data: string | Uint8Array): Promise<void> {
    const bytes =
      typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= BUFFER_SIZE) await this.#flush();
  }

  /** Writes what is left, flushes to the disk and gives the file its name, replacing an older one. */
  async commit(): Promise<void> {
    try {
      await this.#flush();
      await this.#handle.sync();
      await this.#close();
      await rename(this.#temporary, this.path);
    } catch (error) {
      await this.abort();
      throw explainWriteError(error, this.path);
    }
  }

  /** Removes the temporary file; the target stays as it was. Harmless after `commit`. */
  async abort(): Promise<void> {
    await this.#close();
    await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingSize = 0;
    try {
      for (let offset = 0; offset < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, offset);
        offset += bytesWritten;
      }
    } catch (error) {
      throw explainWriteError(error, this.path);
    }
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#handle.close();
  }
}

/** To rename over a device, a pipe (`/dev/stdout`) or a folder would replace it, or fail when all the work is done. */
async function refuseSpecial(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new InputError({
    code: 'cannot-write',
    file: path,
    message: `cannot be written: is a ${found.isDirectory() ? 'folder' : 'device or a pipe, not a file'}`,
    hint: 'Name a file',
  });
}
