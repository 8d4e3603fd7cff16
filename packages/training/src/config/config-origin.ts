import type { ConfigDocument } from './config-document';
import { type ConfigError, configError, type ConfigProblem } from './config-error';

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
