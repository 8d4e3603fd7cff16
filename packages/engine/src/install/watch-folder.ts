import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface WatchOptions {
  readonly onBytes: (bytes: number) => void;
  /** Seconds without growth after which `signal` fires. */
  readonly stalledAfter: number;
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks. @default 1000 */
  readonly interval?: number;
}

export interface FolderWatch {
  /** Fires when the caller's signal does, or when the folder stopped growing. */
  readonly signal: AbortSignal;
  readonly stalled: () => boolean;
  readonly stop: () => void;
}

/** Reports how a folder grows: the only sign of progress that every version of pip gives. */
export function watchFolder(folder: string, options: WatchOptions): FolderWatch {
  const { onBytes, stalledAfter, signal, interval = 1000 } = options;
  const stall = new AbortController();
  let bytes = 0;
  let grownAt = Date.now();
  const timer = setInterval(async () => {
    const now = await folderSize(folder);
    if (now > bytes) {
      bytes = now;
      grownAt = Date.now();
      onBytes(bytes);
    } else if (Date.now() - grownAt > stalledAfter * 1000) {
      stall.abort();
    }
  }, interval);
  return {
    signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
    stalled: () => stall.signal.aborted,
    stop: () => clearInterval(timer),
  };
}

/** Bytes of all files under a folder, links not followed; 0 where there is none. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0, // A file may go while we look.
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
