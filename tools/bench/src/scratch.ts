import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProcess } from './measure-process';
import type { Peers } from './peers';

/** Where benchmarks keep their inputs and outputs from one run to the next. */
export const scratch = join(tmpdir(), 'fairface-bench');

/** The fairface command as it is published. */
export const fairface = join(__dirname, '..', '..', '..', 'packages', 'app', 'dist', 'main.js');

/** Makes an input with the peers' generator, once. */
export async function makeData(
  { python, folder }: Peers,
  kind: string,
  name: string,
  args: string[] = [],
): Promise<string> {
  mkdirSync(scratch, { recursive: true });
  const path = join(scratch, name);
  if (!existsSync(path)) {
    process.stderr.write(`making ${path}\n`);
    await measureProcess(python, [join(folder, 'make_data.py'), kind, path, ...args]);
  }
  return path;
}
