import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What `new Worker`, `fork` and Piscina need to run a module in a thread or a process of its own. */
export interface WorkerFile {
  filename: string;
  execArgv: string[];
}

/**
 * The module `name` of the folder `directory` as a worker can load it: compiled beside the caller in a published package;
 * from TypeScript sources, compiled while it is loaded, in this repository's tests.
 *
 * @example new Piscina({ ...workerFile(__dirname, 'crop-worker'), maxThreads: 2 })
 */
export function workerFile(directory: string, name: string): WorkerFile {
  const compiled = join(directory, `${name}.js`);
  if (existsSync(compiled)) return { filename: compiled, execArgv: [] };
  const register = join(__dirname, 'testing', 'register-sources.cjs');
  return {
    filename: join(directory, `${name}.ts`),
    execArgv: ['--conditions=@fairface/source', '--require', register],
  };
}
