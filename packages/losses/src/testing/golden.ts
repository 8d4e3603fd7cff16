import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A golden file of src/fixtures; its `about` says what it holds. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', `${name}.json`), 'utf8')) as T;
}

export type Matrix = number[][];

export const flat = (values: unknown): number[] => (values as unknown[]).flat(Infinity) as number[];

/** Largest absolute difference; Infinity where lengths differ or a number is none. */
export function apart(found: readonly number[] | undefined, expected: readonly number[]): number {
  if (found?.length !== expected.length) return Infinity;
  return expected.reduce((worst, value, i) => {
    const difference = Math.abs(value - (found[i] as number));
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}
