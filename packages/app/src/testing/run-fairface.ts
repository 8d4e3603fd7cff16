import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled command; `nx test app` builds it before. */
export const MAIN = join(__dirname, '..', '..', 'dist', 'main.js');

/** What a command left behind. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the compiled command, with the process for tests that interrupt it. */
export function startFairface(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; finished: Promise<Finished> } {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run the tests with "npx nx test app", which builds it`);
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, finished };
}

/** Runs the compiled command to its end. */
export function runFairface(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return startFairface(args, env).finished;
}
