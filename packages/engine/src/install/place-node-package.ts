import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../engine-error';
import { TEMPORARY } from './native-cache';
import type { StepOptions } from './progress';
import { runCommand } from './run-command';
import { NODE_PACKAGE, TFJS_VERSION } from './versions';

const INSTALL = [
  'install',
  '--ignore-scripts',
  '--omit=dev',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--no-workspaces',
];

/** The JavaScript half is copied, not linked: Node resolves a link's own place, where no tfjs lies. */
export interface PlaceOptions extends StepOptions {
  /** Folder of all native installations: keeps a copy for the next clone. */
  readonly native: string;
  /** Where the package belongs. */
  readonly target: string;
}

/**
 * Brings the JavaScript half of the native engine where the package manager left it out: from the cache, else with npm
 * (install scripts ignored), without a copy of tfjs of its own.
 *
 * @throws EngineError `download-failed`, `cannot-write`.
 */
export async function placeNodePackage({ native, target, onProgress, signal }: PlaceOptions): Promise<void> {
  onProgress?.({ step: 'package' });
  const kept = keptAt(native);
  if (!isNodePackageKept(native)) await fetchNodePackage(native, kept, signal);
  const temporary = join(dirname(target), `.tfjs-node-gpu-${process.pid}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await cp(kept, temporary, { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw new EngineError('cannot-write', `${NODE_PACKAGE} could not be placed at ${target}: ${String(error)}.`, {
      next: 'Make its folder writable for this user.',
      cause: error,
    });
  }
}

/** Whether the cache holds the JavaScript half, so that no network is needed. */
export function isNodePackageKept(native: string): boolean {
  return existsSync(join(keptAt(native), 'package.json'));
}

const keptAt = (native: string): string => join(native, `tfjs-node-gpu-${TFJS_VERSION}`);

async function fetchNodePackage(native: string, kept: string, signal?: AbortSignal): Promise<void> {
  const work = await mkdtemp(join(native, TEMPORARY));
  try {
    await pack(work, signal);
    const folder = join(work, 'package');
    const manifest = join(folder, 'package.json');
    const text = await readFile(manifest, 'utf8');
    // Installed for its other dependencies alone; tfjs itself must be the caller's.
    await writeFile(manifest, withoutTfjs(text));
    const env = withoutNpmScriptSettings(process.env);
    const installed = await runCommand('npm', INSTALL, { cwd: folder, env, signal });
    if (installed.code !== 0) throw npmError('install', installed.tail);
    await writeFile(manifest, text);
    await rename(folder, kept);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The package as published, unpacked into `work/package`. */
async function pack(work: string, signal?: AbortSignal): Promise<void> {
  const args = ['pack', `${NODE_PACKAGE}@${TFJS_VERSION}`, '--pack-destination', work];
  const packed = await runCommand('npm', args, { signal });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) throw npmError('pack', packed.tail);
  const unpacked = await runCommand('tar', ['-xzf', join(work, tarball), '-C', work], { signal });
  if (unpacked.code !== 0) throw npmError('unpack', unpacked.tail);
}

function withoutTfjs(manifest: string): string {
  const parsed = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const others = Object.entries(parsed.dependencies).filter(([name]) => name !== '@tensorflow/tfjs');
  return JSON.stringify({ ...parsed, dependencies: Object.fromEntries(others), devDependencies: undefined });
}

/** Inside `npm run`, npm hands its prefix to its children, and a second npm would install there. */
function withoutNpmScriptSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const keep = ([name]: [string, unknown]) =>
    !/^npm_(config_(local_prefix|prefix|workspace.*)|package_.*|lifecycle_.*)$/.test(name);
  return Object.fromEntries(Object.entries(env).filter(keep));
}

function npmError(what: string, tail: string): EngineError {
  const line = tail.split('\n').find((l) => /npm (error|ERR!)/.test(l)) ?? tail.trim().split('\n').at(-1) ?? '';
  return new EngineError('download-failed', `npm could not ${what} ${NODE_PACKAGE}@${TFJS_VERSION}: ${line.trim()}.`, {
    next: 'Check the network and npm’s registry setting.',
  });
}
