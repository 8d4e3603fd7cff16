import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The Python programs to compare with. */
export interface Peers {
  python: string;
  folder: string;
}

/**
 * Finds the Python peers and an interpreter that has the given modules: `FAIRFACE_PYTHON`, else `python3`. Where one is
 * missing, says so on stderr and gives nothing.
 */
export function findPeers(modules: readonly string[]): Peers | undefined {
  const folder = join(process.env['FAIRFACE_SHARED'] ?? resolve('..', 'shared'), 'peers');
  const python = process.env['FAIRFACE_PYTHON'] ?? 'python3';
  if (!existsSync(folder)) return skip(`there are no Python peers in ${folder} (set FAIRFACE_SHARED)`);
  const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`]);
  if (status !== 0) return skip(`${python} lacks one of ${modules.join(', ')} (set FAIRFACE_PYTHON)`);
  return { python, folder };
}

function skip(reason: string): undefined {
  process.stderr.write(`SKIPPED: ${reason}\n`);
  return undefined;
}
