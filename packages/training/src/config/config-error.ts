import { InputError, type InputErrorDetails } from '@fairface/io';
import type { ConfigDocument, ConfigPath } from './config-document';

/** One thing that is wrong in a configuration. */
export interface ConfigProblem {
  /** The field. */
  path: ConfigPath;
  /** What is wrong, without the field's name. */
  message: string;
  expected?: string;
  found?: string;
  hint?: string;
  /** The line, where it is not that of the field. */
  line?: number;
  /** @default 'wrong-config' */
  code?: string;
  cause?: unknown;
}

/** A configuration that cannot be used: every problem is named, with the file, the line and the field. */
export class ConfigError extends InputError {
  override readonly name = 'ConfigError';
  /** One error a problem, in the order of the file. */
  readonly problems: readonly InputError[];

  constructor(problems: readonly InputErrorDetails[]) {
    const [first = { code: 'wrong-config', message: 'cannot be used' }, ...others] = problems;
    super({ ...first, message: first.message });
    this.problems = problems.map((details) => new InputError(details));
    if (others.length > 0) this.message = this.problems.map(({ message }) => message).join('\n');
  }
}

/** The problems of a document as one error. */
export function configError(document: ConfigDocument, problems: readonly ConfigProblem[]): ConfigError {
  return new ConfigError(
    problems.map(({ path, message, line = document.lineOf(path), ...details }) => ({
      code: 'wrong-config',
      file: document.file,
      line,
      message: path.length === 0 ? message : `${formatPath(path)}: ${message}`,
      ...details,
    })),
  );
}

/** A path as people write it: `branches[0].head.margin`. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
