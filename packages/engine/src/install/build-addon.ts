import { copyFile, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error';
import type { BuildTools } from './find-tools';
import type { StepOptions } from './progress';
import { runCommand } from './run-command';
import { NAPI_VERSION } from './versions';

/** Where the addon lies below an installation, and below the npm package. */
export const ADDON = join('lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');

export interface BuildAddonOptions extends StepOptions {
  /** Folder of the npm package: its `binding.gyp` and `binding/` are the sources. */
  readonly packageFolder: string;
  /** Folder of the installation: holds `deps`, receives `lib`. */
  readonly folder: string;
  readonly tools: BuildTools;
}

/**
 * Compiles the addon against `folder/deps` into `folder/lib`, from the npm package's own recipe.
 *
 * @throws EngineError `build-failed`, ending with the compiler's own words.
 */
export async function buildAddon({
  packageFolder,
  folder,
  tools,
  onProgress,
  signal,
}: BuildAddonOptions): Promise<void> {
  if (/\s/.test(folder)) {
    throw new EngineError('build-failed', `make cannot build in a folder whose path has spaces: ${folder}.`, {
      next: 'Set FAIRFACE_CACHE to a folder without spaces and run `fairface engine install`.',
    });
  }
  onProgress?.({ step: 'build' });
  const build = join(folder, 'build');
  await mkdir(build);
  await cp(join(packageFolder, 'binding'), join(build, 'binding'), { recursive: true });
  await copyFile(join(packageFolder, 'binding.gyp'), join(build, 'binding.gyp'));
  await symlink(join('..', 'deps'), join(build, 'deps'));
  const args = [
    tools.nodeGyp,
    'rebuild',
    '--module_name=tfjs_binding',
    '--module_path=addon',
    `--napi_build_version=${NAPI_VERSION}`,
    ...(tools.nodeDir === undefined ? [] : [`--nodedir=${tools.nodeDir}`]),
  ];
  const { code, tail } = await runCommand(process.execPath, args, { cwd: build, signal });
  if (code !== 0) {
    throw new EngineError('build-failed', `The native engine's addon could not be built: ${compilerWords(tail)}`, {
      next: 'A C++17 compiler (g++ 8 or later), make and python3 are needed.',
      cause: new Error(tail),
    });
  }
  const addon = join(folder, ADDON);
  await mkdir(join(addon, '..'), { recursive: true });
  await copyFile(join(build, 'build', 'Release', 'tfjs_binding.node'), addon);
  await rm(build, { recursive: true });
}

function compilerWords(tail: string): string {
  const lines = tail.split('\n').map((line) => line.trim());
  const line = lines.find((l) => /\b(fatal )?error\b/i.test(l)) ?? lines.findLast((l) => l !== '') ?? 'no reason given';
  return line.endsWith('.') ? line : `${line}.`;
}
