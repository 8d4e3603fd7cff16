import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error';
import { buildAddon } from './build-addon';
import { cacheFolder } from './cache-folder';
import { unsupportedReason } from './check-platform';
import { describeSource, fetchLibtensorflow, type NativeSource } from './fetch-libtensorflow';
import { findTools } from './find-tools';
import { linkNativeEngine } from './link-native-engine';
import {
  entryName,
  findCached,
  nativeFolder,
  readEntry,
  removeLeftovers,
  TEMPORARY,
  writeRecord,
  type NativeEntry,
} from './native-cache';
import { findNodePackage } from './node-package';
import { isNodePackageKept, placeNodePackage } from './place-node-package';
import type { StepOptions } from './progress';
import { abortedError } from './run-command';
import { verifyAddon } from './verify-addon';
import { BYTES_NEEDED, WHEEL } from './versions';
import { withLock } from './with-lock';

export type InstallOptions = NativeSource &
  StepOptions & {
    /** Builds anew although the cache holds this engine. @default false */
    readonly force?: boolean;
  };

export interface InstallResult {
  /** TensorFlow's version, such as `2.21.0`. */
  readonly tensorflow: string;
  /** Whether the cache held it, so that only links were made. */
  readonly fromCache: boolean;
  /** Where it lies. */
  readonly folder: string;
  /** How long it took. */
  readonly seconds: number;
}

/** The parts of an installation that reach outside, exchangeable for tests. */
export const installSteps = {
  cacheFolder,
  unsupportedReason,
  findNodePackage,
  placeNodePackage,
  findTools,
  fetchLibtensorflow,
  buildAddon,
  verifyAddon,
  freeBytes: async (folder: string): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

export type InstallSteps = typeof installSteps;

/**
 * Installs the native engine: TensorFlow's C library into the user's cache, the addon built against it, links from
 * the npm package to both. Safe when two processes do it at once (the second waits and links), and when it is killed:
 * everything is made in a temporary folder and renamed.
 *
 * @throws EngineError saying what failed and what to do next.
 */
export async function installNativeEngine(
  options: InstallOptions = {},
  steps: InstallSteps = installSteps,
): Promise<InstallResult> {
  const started = Date.now();
  const reason = steps.unsupportedReason();
  if (reason !== undefined) {
    throw new EngineError('unsupported-platform', reason, { next: 'The wasm engine runs everywhere.' });
  }
  const native = nativeFolder(steps.cacheFolder());
  return withLock(native, options, async (signal) => {
    const { onProgress } = options;
    await removeLeftovers(native);
    const { folder: target, present } = steps.findNodePackage();
    if (!present) await steps.placeNodePackage({ native, target, onProgress, signal });
    const cached = options.force || options.from === 'url' || options.from === 'dir' ? undefined : findPinned(native);
    const entry = cached ?? (await install(native, target, { ...options, signal }, steps));
    onProgress?.({ step: 'link' });
    await linkNativeEngine(target, entry.folder);
    const { tensorflow } = entry.record;
    return {
      tensorflow,
      fromCache: cached !== undefined,
      folder: entry.folder,
      seconds: (Date.now() - started) / 1000,
    };
  });
}

/**
 * Links what the cache holds; undefined where it holds nothing for this machine.
 * Needs no network, no tools and no room.
 */
export async function linkFromCache(
  options: StepOptions = {},
  steps: InstallSteps = installSteps,
): Promise<NativeEntry | undefined> {
  const native = nativeFolder(steps.cacheFolder());
  const entry = findCached(native);
  const { folder: target, present } = steps.findNodePackage();
  if (entry === undefined || !(present || isNodePackageKept(native))) return undefined;
  if (!present) {
    await withLock(native, options, async (signal) => {
      const missing = !steps.findNodePackage().present;
      if (missing) await steps.placeNodePackage({ ...options, native, target, signal });
    });
  }
  // No lock for links: they are renamed into place, and the cache may be one that this user can only read.
  await linkNativeEngine(target, entry.folder);
  return entry;
}

const findPinned = (native: string) => readEntry(join(native, entryName('pip', WHEEL.tensorflow)));

async function install(
  native: string,
  packageFolder: string,
  options: InstallOptions,
  steps: InstallSteps,
): Promise<NativeEntry> {
  const tools = await steps.findTools();
  const free = await steps.freeBytes(native);
  if (free < BYTES_NEEDED) throw noSpace(native, `${gigabytes(free)} GB are free`);
  const work = await mkdtemp(join(native, TEMPORARY));
  try {
    await steps.fetchLibtensorflow(work, options, options);
    await steps.buildAddon({ packageFolder, folder: work, tools, ...options });
    const tensorflow = await steps.verifyAddon(work, options);
    const from = options.from ?? 'pip';
    await writeRecord(work, { from, source: describeSource(options), tensorflow });
    if (options.signal?.aborted) throw abortedError();
    // mkdtemp makes a private folder; a cache may be shared (an image built by root, used by others).
    await chmod(work, 0o755);
    const folder = join(native, entryName(from, tensorflow));
    await setAside(folder, `${work}-old`);
    await rename(work, folder);
    await rm(`${work}-old`, { recursive: true, force: true });
    const entry = readEntry(folder);
    if (entry === undefined) throw new EngineError('build-failed', `The installation in ${folder} is not whole.`);
    return entry;
  } catch (error) {
    if (options.signal?.aborted) throw abortedError();
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw noSpace(native, 'the disk is full', error);
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Moves an older installation away: deleting it takes a second, during which there would be none. */
async function setAside(folder: string, aside: string): Promise<void> {
  if (existsSync(folder)) await rename(folder, aside);
}

function noSpace(folder: string, found: string, cause?: unknown): EngineError {
  return new EngineError(
    'no-space',
    `Installing the native engine needs ${gigabytes(BYTES_NEEDED)} GB in ${folder}, and ${found}.`,
    {
      next: 'Make room, or set FAIRFACE_CACHE to a folder on another disk.',
      cause,
    },
  );
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
