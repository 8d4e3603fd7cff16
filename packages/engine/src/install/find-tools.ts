import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { EngineError } from '../engine-error';
import { runCommand } from './run-command';

/** What the addon's build needs. */
export interface BuildTools {
  /** Path of node-gyp's script. */
  readonly nodeGyp: string;
  /** Folder holding `include/node` (Node's headers); undefined lets node-gyp fetch them. */
  readonly nodeDir: string | undefined;
}

/**
 * Looks for all that a build needs before anything large is downloaded.
 *
 * @throws EngineError `missing-tool`, naming every missing tool.
 */
export async function findTools(env: NodeJS.ProcessEnv = process.env): Promise<BuildTools> {
  const compiler = env.CXX?.split(' ')[0] || 'g++';
  const missing = [compiler, 'make', 'python3'].filter((name) => findOnPath(name, env) === undefined);
  if (missing.length > 0) {
    throw new EngineError(
      'missing-tool',
      `Building the native engine needs ${missing.join(' and ')}, not found here.`,
      {
        next: 'Install them (Debian, Ubuntu: apt-get install g++ make python3) and run `fairface engine install`.',
      },
    );
  }
  const nodeGyp = findNodeGyp(env);
  if (nodeGyp === undefined) {
    throw new EngineError(
      'missing-tool',
      'Building the native engine needs node-gyp, which npm carries; neither was found.',
      {
        next: 'Install npm or run `npm install --global node-gyp`, then `fairface engine install`.',
      },
    );
  }
  return { nodeGyp, nodeDir: await findNodeDir(env) };
}

/** node-gyp as npm hands it to scripts, inside the running npm, beside this Node, inside the npm on the PATH, or installed by itself. */
export function findNodeGyp(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const inNpm = join('node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const prefix = dirname(dirname(process.execPath));
  const npmOnPath = findOnPath('npm', env);
  const candidates = [
    env.npm_config_node_gyp,
    env.npm_execpath && join(dirname(dirname(env.npm_execpath)), inNpm),
    join(prefix, 'lib', 'node_modules', 'npm', inNpm),
    npmOnPath && join(dirname(dirname(npmOnPath)), inNpm),
    findOnPath('node-gyp', env),
    resolveNodeGyp(),
  ];
  return candidates.find((file) => file?.endsWith('.js') && existsSync(file)) || undefined;
}

/** Node's headers where they are local: npm's `nodedir` setting, or the prefix this Node runs from. */
export async function findNodeDir(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const hasHeaders = (folder: string | undefined) =>
    folder !== undefined && existsSync(join(folder, 'include', 'node', 'node_api.h'));
  const local = [env.npm_config_nodedir, dirname(dirname(process.execPath))].find(hasHeaders);
  if (local !== undefined) return local;
  const { code, stdout } = await runCommand('npm', ['config', 'get', 'nodedir'], { env });
  const setting = stdout.trim();
  return code === 0 && hasHeaders(setting) ? setting : undefined;
}

/** The real file behind a program's name, or undefined. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (name.includes('/')) return existsSync(name) ? realpathSync(name) : undefined;
  const found = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  return found && realpathSync(found);
}

function resolveNodeGyp(): string | undefined {
  try {
    return createRequire(__filename).resolve('node-gyp/bin/node-gyp.js');
  } catch {
    return undefined;
  }
}
