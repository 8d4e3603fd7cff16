import { InputError } from '@fairface/io';
import type { ConfigDocument, ConfigPath } from './config-document';
import { ConfigError, configError, type ConfigProblem } from './config-error';

/** The documents of configurations that came from a file. */
const origins = new WeakMap<object, ConfigDocument>();

/** Remembers where a configuration came from, so that what the data tell later can be told with its line. */
export function rememberOrigin<T extends object>(config: T, document: ConfigDocument): T {
  origins.set(config, document);
  return config;
}

/** Problems of a configuration that only its data show. */
export function problemsOf(config: object, problems: readonly ConfigProblem[]): ConfigError {
  const nowhere: ConfigDocument = {
    file: 'configuration',
    value: config,
    lineOf: () => undefined,
    lineOfKey: () => undefined,
  };
  return configError(origins.get(config) ?? nowhere, problems);
}

/** Runs what reads the data of a field: what is wrong with them is told with the line that names them. */
export async function readingField<T>(config: object, path: ConfigPath, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError) || error instanceof ConfigError) throw error;
    throw problemsOf(config, [{ path, message: error.message, code: error.code, cause: error }]);
  }
}
