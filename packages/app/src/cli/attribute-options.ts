import { InvalidArgumentError, Option } from 'commander';

/** A flag that takes names of attributes; none where it is not given. */
export function namesOption(flag: string, description: string): Option {
  return new Option(`${flag} <names>`, description).argParser(names).default([], 'none');
}

/** The flag that makes classes of numbers. */
export function binsOption(): Option {
  return new Option('--bins <name=edges>', 'cut a number into classes, for instance age=35,65; may be repeated')
    .argParser(bins)
    .default({}, 'none');
}

/** `gender,race` as a list. */
export function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Adds `age=35,65` to the bins given so far. */
export function bins(text: string, before: Record<string, number[]>): Record<string, number[]> {
  const [, name = '', edges = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const numbers = edges.split(',').map(Number);
  if (name === '' || numbers.some((edge, n) => !Number.isFinite(edge) || edge <= (numbers[n - 1] ?? -Infinity))) {
    throw new InvalidArgumentError('Expected NAME=EDGE,EDGE with rising numbers, for instance age=35,65.');
  }
  return { ...before, [name]: numbers };
}
