import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigPath } from './config-document';
import type { ConfigProblem } from './config-error';
import type { ParsedTrainConfig } from './train-config-schema';

const OF_A_SOURCE = ['list', 'folder', 'table', 'tfrecord', 'features', 'root', 'mirror', 'attributes', 'labels'];

/** The same configuration with absolute paths, and where it names each. */
export function absolutePaths(
  config: ParsedTrainConfig,
  root: string,
): { config: ParsedTrainConfig; paths: { path: ConfigPath; file: string }[] } {
  const paths: { path: ConfigPath; file: string }[] = [];
  const at = <T>(value: T, path: ConfigPath): T => {
    if (Array.isArray(value)) return value.map((one: unknown, n) => at(one, [...path, n])) as T;
    if (typeof value !== 'string') return value;
    const file = resolve(root, value);
    paths.push({ path, file });
    return file as T;
  };
  const inside = <T extends object>(object: T, fields: readonly string[], path: ConfigPath): T =>
    Object.fromEntries(
      Object.entries(object).map(([field, value]: [string, unknown]) => [
        field,
        fields.includes(field) ? at(value, [...path, field]) : value,
      ]),
    ) as T;
  const branches = config.branches.map((branch, n) => ({
    ...inside(branch, OF_A_SOURCE, ['branches', n]),
    head: inside(branch.head, ['features'], ['branches', n, 'head']),
  }));
  const groups = config.groups.map((group, n) => inside(group, ['pairs'], ['groups', n]));
  const { validation } = config;
  return {
    config: {
      ...inside(config, ['initFrom'], []),
      branches,
      groups,
      ...(validation && { validation: inside(validation, [...OF_A_SOURCE, 'pairs'], ['validation']) }),
    },
    paths,
  };
}

/** A problem for every path where there is nothing. */
export async function checkPaths(paths: readonly { path: ConfigPath; file: string }[]): Promise<ConfigProblem[]> {
  const missing = await Promise.all(
    paths.map(({ file }) =>
      access(file).then(
        () => false,
        () => true,
      ),
    ),
  );
  return paths
    .filter((_, n) => missing[n])
    .map(({ path, file }) => ({
      path,
      message: 'no such file or folder',
      found: file,
      hint: 'Paths are relative to the configuration file',
    }));
}
