import { createRequire } from 'node:module';
import { type Logger, multistream, pino } from 'pino';
import type pretty from 'pino-pretty';
import type { GlobalOptions } from './global-options';
import type { LogFile } from './log-file';

export interface LoggerOptions extends Pick<GlobalOptions, 'quiet' | 'debug'> {
  /** @default none */
  log?: LogFile;
}

/** Messages for a person on stderr and, with `log`, all of them as JSON lines in a file. */
export function createLogger({ quiet, debug, log }: LoggerOptions): Logger {
  const level = quiet ? 'error' : debug ? 'debug' : 'info';
  let stream: pretty.PrettyStream | undefined;
  const terminal = { write: (line: string) => (stream ??= prettyStream(debug)).write(line) };
  const streams = log === undefined ? [] : [{ level: 'debug' as const, stream: log }];
  return pino({ level: 'debug', base: null }, multistream([{ level, stream: terminal }, ...streams]));
}

/** Loaded with the first message: many commands have none. */
function prettyStream(debug: boolean): pretty.PrettyStream {
  const { build } = createRequire(__filename)('pino-pretty') as { build: typeof pretty };
  return build({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY,
    ignore: 'pid,hostname,time',
    hideObject: !debug,
    messageFormat: '{msg}',
    customPrettifiers: { level: (value) => labels[String(value)] ?? '' },
  });
}

const labels: Record<string, string> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };
