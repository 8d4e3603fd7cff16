import { spawn } from 'node:child_process';
import { EngineError } from '../engine-error';

export interface CommandOptions {
  readonly cwd?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface CommandResult {
  /** 0 where all went well; null where a signal ended it or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  /** The end of both streams together, for error messages. */
  readonly tail: string;
}

const TAIL_LENGTH = 4000;

/**
 * Runs a program to its end and never throws for its failure: a program that is not there gives code null.
 *
 * @throws EngineError `aborted` when `signal` fires: the program is ended first.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env = process.env, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let tail = '';
    const keep = (text: string) => {
      tail = (tail + text).slice(-TAIL_LENGTH);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      keep(text);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      if (signal?.aborted) reject(abortedError());
      else resolve({ code: null, stdout, tail: error.message });
    });
    child.on('close', (code, killedBy) => {
      if (signal?.aborted) reject(abortedError());
      else resolve({ code, stdout, tail: killedBy ? `${tail}\nended by ${killedBy}` : tail });
    });
  });
}

/** The error of every step that was told to stop. */
export function abortedError(): EngineError {
  return new EngineError('aborted', 'The installation was interrupted; nothing was installed.');
}
