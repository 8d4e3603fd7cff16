import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADDON } from './build-addon';
import { cacheFolder } from './cache-folder';
import { platformKey } from './check-platform';
import { TFJS_VERSION, WHEEL } from './versions';

/** What an installation says of itself, in `native-engine.json`: written last, so its presence means complete. */
export interface NativeRecord {
  readonly from: 'pip' | 'url' | 'dir';
  /** Requirement, address or folder it came from. */
  readonly source: string;
  readonly tensorflow: string;
  readonly tfjs: string;
  /** Size of the addon in bytes: a truncated file does not count. */
  readonly addonBytes: number;
  readonly installedAt: string;
}

export interface NativeEntry {
  readonly folder: string;
  readonly record: NativeRecord;
}

const RECORD = 'native-engine.json';
/** Unfinished work: removed by the next one to hold the lock. */
export const TEMPORARY = '.tmp-';

/** Folder of all native installations of this user. */
export const nativeFolder = (cache: string = cacheFolder()): string => join(cache, 'native');

/** Folder name of one installation. */
export function entryName(from: NativeRecord['from'], tensorflow: string): string {
  const build = from === 'pip' ? 'tensorflow-cpu' : `tensorflow-${from}`;
  return `${build}-${tensorflow}-tfjs-${TFJS_VERSION}-${platformKey()}`;
}

/** The installation in `folder` where it is complete. */
export function readEntry(folder: string): NativeEntry | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as NativeRecord;
    const whole = statSync(join(folder, ADDON)).size === record.addonBytes;
    return whole && existsSync(join(folder, 'deps', 'lib', 'libtensorflow.so')) ? { folder, record } : undefined;
  } catch {
    return undefined;
  }
}

/** Best complete installation for this machine: the pinned one, else the newest of the others. */
export function findCached(native: string = nativeFolder()): NativeEntry | undefined {
  const pinned = readEntry(join(native, entryName('pip', WHEEL.tensorflow)));
  if (pinned !== undefined) return pinned;
  const names = existsSync(native) ? readdirSync(native) : [];
  return names
    .filter((name) => !name.startsWith(TEMPORARY) && name.endsWith(`-tfjs-${TFJS_VERSION}-${platformKey()}`))
    .map((name) => readEntry(join(native, name)))
    .filter((entry) => entry !== undefined)
    .sort((a, b) => b.record.installedAt.localeCompare(a.record.installedAt))[0];
}

/** Declares the installation in `folder` complete. */
export async function writeRecord(folder: string, record: Omit<NativeRecord, 'addonBytes' | 'installedAt' | 'tfjs'>) {
  const whole: NativeRecord = {
    ...record,
    tfjs: TFJS_VERSION,
    addonBytes: statSync(join(folder, ADDON)).size,
    installedAt: new Date().toISOString(),
  };
  await writeFile(join(folder, RECORD), `${JSON.stringify(whole, null, 2)}\n`);
}

/** Removes what interrupted installations left. Only for the holder of the lock. */
export async function removeLeftovers(native: string): Promise<void> {
  const names = await readdir(native);
  await Promise.all(
    names
      .filter((name) => name.startsWith(TEMPORARY))
      .map((name) => rm(join(native, name), { recursive: true, force: true })),
  );
}
