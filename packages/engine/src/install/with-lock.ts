import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { EngineError } from '../engine-error';
import type { StepOptions } from './progress';
import { abortedError } from './run-command';

/** Milliseconds after which the lock of a killed process counts as left behind. */
const STALE = 15_000;
const RETRY_EVERY = 500;

/**
 * Runs `work` while no other process installs into `folder`. A living holder renews its lock, so waiting has no limit;
 * a killed one is overcome after fifteen seconds.
 *
 * @param work - gets a signal that fires when the caller's does or when the lock was lost (a machine that slept).
 * @param stale - milliseconds after which a lock that is not renewed counts as left behind. @default 15000
 * @throws EngineError `aborted`, `lock-lost`, `cannot-write`, and whatever `work` throws.
 */
export async function withLock<T>(
  folder: string,
  { onProgress, signal }: StepOptions,
  work: (signal: AbortSignal) => Promise<T>,
  stale = STALE,
): Promise<T> {
  const lost = new AbortController();
  const release = await acquire(folder, { stale, onCompromised: () => lost.abort() }, { onProgress, signal });
  try {
    return await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
  } catch (error) {
    if (!lost.signal.aborted) throw error;
    throw new EngineError('lock-lost', 'Another process took over the installation.', {
      next: 'Run it again.',
      cause: error,
    });
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

type LockSettings = { stale: number; onCompromised: () => void };

async function acquire(folder: string, settings: LockSettings, { onProgress, signal }: StepOptions) {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw cannotWrite(folder, error);
  });
  for (let waited = false; ; waited = true) {
    if (signal?.aborted) throw abortedError();
    try {
      return await lock(folder, { ...settings, lockfilePath: join(folder, '.lock'), realpath: false });
    } catch (error) {
      if (!isLocked(error)) throw cannotWrite(folder, error);
    }
    if (!waited) onProgress?.({ step: 'wait' });
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY));
  }
}

function cannotWrite(folder: string, cause: unknown): EngineError {
  return new EngineError('cannot-write', `The cache folder ${folder} cannot be used: ${String(cause)}.`, {
    next: 'Set FAIRFACE_CACHE to a folder that can be written.',
    cause,
  });
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}
