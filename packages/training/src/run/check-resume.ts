import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@fairface/io';
import type { DataState, RunState } from '../checkpoint/run-state';
import { formatPath } from '../config/config-error';
import type { TrainConfig } from '../config/load-train-config';

/** What may change while a run goes on: it does not touch the steps, or only says how many there are. */
const FREE = ['steps', 'validation', 'checkpoint', 'engine', 'trace', 'recompute', 'prefetch', 'initFrom'];

/**
 * Makes sure that going on is going on with the same training.
 *
 * @param file the checkpoint's `state.json`, for messages
 * @returns what is worth a word although it may change
 * @throws InputError `other-config` or `other-data`.
 */
export function checkResume(
  file: string,
  { config, data }: RunState,
  now: { config: TrainConfig; data: Record<string, DataState> },
): string[] {
  const plain = JSON.parse(JSON.stringify(now.config)) as Record<string, unknown>;
  const fields = [...new Set([...Object.keys(config), ...Object.keys(plain)])].filter((name) => !FREE.includes(name));
  for (const name of fields) {
    const different = firstDifference(config[name], plain[name], [name]);
    if (different === undefined) continue;
    throw new InputError({
      code: 'other-config',
      file,
      message: `the run was begun with another configuration: ${formatPath(different.path)}`,
      expected: text(different.before),
      found: text(different.now),
      hint: 'Take another --out, begin anew with --restart, or start from its weights with initFrom',
    });
  }
  for (const [name, { items, classes, sha256 }] of Object.entries(now.data)) {
    const before = data[name];
    if (before?.sha256 === sha256) continue;
    const count = (one: { items: number; classes: number }): string =>
      name.endsWith('/pairs') ? `${one.items} pairs` : `${one.items} items of ${one.classes} people`;
    throw new InputError({
      code: 'other-data',
      file,
      message: `the run was begun with other data: ${name}`,
      expected: before === undefined ? 'nothing' : `${count(before)}, SHA-256 ${before.sha256.slice(0, 12)}`,
      found: `${count({ items, classes })}, SHA-256 ${sha256.slice(0, 12)}`,
      hint: 'Take another --out, begin anew with --restart, or start from its weights with initFrom',
    });
  }
  return config['steps'] === plain['steps']
    ? []
    : [`steps: ${text(config['steps'])} before, ${text(plain['steps'])} now; the learning rate follows the new number`];
}

type Difference = { path: PropertyKey[]; before: unknown; now: unknown };

function firstDifference(before: unknown, now: unknown, path: PropertyKey[]): Difference | undefined {
  if (isDeepStrictEqual(before, now)) return undefined;
  const bothLists = Array.isArray(before) && Array.isArray(now) && before.length === now.length;
  if (!bothLists && !(isRecord(before) && isRecord(now))) return { path, before, now };
  const one = before as Record<string, unknown>;
  const other = now as Record<string, unknown>;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = firstDifference(one[key], other[key], [...path, bothLists ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
