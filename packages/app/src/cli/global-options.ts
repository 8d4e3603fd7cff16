import { type Command, InvalidArgumentError, Option } from 'commander';

/** The flags that every command has. */
export interface GlobalOptions {
  json: boolean;
  quiet: boolean;
  debug: boolean;
  log?: string;
  workers?: number;
  seed: number;
}

/** Which tensor engine a command shall use. */
export type EngineChoice = 'auto' | 'native' | 'wasm' | 'cpu';

/** Adds the flags that every command has. */
export function addGlobalOptions(command: Command): Command {
  return command
    .option('--json', 'print one summary object on stdout, nothing else there', false)
    .option('--quiet', 'no progress and no messages but errors; the summary still goes to stdout', false)
    .option('--debug', 'show stack traces and debug messages', false)
    .option('--log <file>', 'also write every message as JSON lines to this file')
    .option('--workers <n>', 'worker threads (default: the number of processors)', positiveInteger)
    .option('--seed <n>', 'seed of everything random', nonNegativeInteger, 1);
}

/** Adds the choice of a tensor engine. */
export function addEngineOption(command: Command): Command {
  return command.addOption(
    new Option('--engine <name>', 'tensor engine; a forced one that cannot run is an error')
      .choices(['auto', 'native', 'wasm', 'cpu'])
      .default('auto'),
  );
}

export function positiveInteger(text: string): number {
  return integerFrom(1, text);
}

export function nonNegativeInteger(text: string): number {
  return integerFrom(0, text);
}

/** Any number, such as a score. */
export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

/** A number between 0 and 1. */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Expected a number from 0 to 1.');
  return value;
}

function integerFrom(lowest: number, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < lowest) {
    throw new InvalidArgumentError(`Expected an integer from ${lowest} up.`);
  }
  return value;
}
