import type { Logger } from 'pino';
import { createLogger } from './create-logger';
import { exitCodes } from './exit-codes';
import type { GlobalOptions } from './global-options';
import { LogFile } from './log-file';

/** What a command is given to work with. */
export interface CommandContext {
  logger: Logger;
  quiet: boolean;
  /** Aborted by Ctrl-C; a job then ends so that the same command goes on later. */
  signal: AbortSignal;
}

/** What a command leaves for the user. */
export interface CommandResult {
  /** Printed as one line with `--json`. */
  summary: Record<string, unknown>;
  /** Printed without `--json`. */
  text: string;
  /** Inputs that were left out. @default 0 */
  rejected?: number;
  /** Says more than that items were rejected. @default 0, or 1 where items were rejected */
  exitCode?: number;
}

interface CommandLog {
  /** Path of a file, or one that the command opens itself. @default none */
  log?: string | LogFile;
}

/**
 * Runs a command from flags to exit code: 0 all done, 1 some items rejected, 2 could not start or finish,
 * 130 interrupted and resumable.
 */
export async function runCommand(
  { log, ...options }: Omit<GlobalOptions, 'log'> & CommandLog,
  run: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> {
  const interrupt = new AbortController();
  const file = typeof log === 'string' ? new LogFile(log) : log;
  const logger = createLogger({ ...options, log: file });
  const stop = (): void => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    logger.warn('stopping: finishing what is being written (press Ctrl-C again to stop at once)');
    interrupt.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    if (typeof log === 'string') await file?.open();
    const {
      summary,
      text,
      rejected = 0,
      exitCode,
    } = await run({ logger, quiet: options.quiet, signal: interrupt.signal });
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : `${text}\n`);
    process.exitCode = exitCode ?? (rejected > 0 ? exitCodes.rejected : exitCodes.done);
  } catch (error) {
    if (interrupt.signal.aborted) {
      logger.warn('interrupted; the same command goes on from here');
      process.exitCode = exitCodes.interrupted;
    } else {
      logger.error(message(error, options.debug));
      process.exitCode = exitCodes.failed;
    }
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function message(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return debug ? (error.stack ?? error.message) : error.message;
}
