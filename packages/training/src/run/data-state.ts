import { createHash } from 'node:crypto';
import type { PairSource, Source } from '@fairface/data';
import type { DataState } from '../checkpoint/run-state';

/** What a branch holds, in short: other data are noticed when a run goes on. */
export function branchState({ names, labels, classes }: Source): DataState {
  const hash = createHash('sha256');
  names.forEach((name, item) => hash.update(`${name}\t${classes[labels[item] as number]}\n`));
  return { items: names.length, classes: classes.length, sha256: hash.digest('hex') };
}

/** What the pairs of a group are, in short. */
export function pairState({ names }: PairSource): DataState {
  const hash = createHash('sha256');
  for (const [left, right] of names) hash.update(`${left}\t${right}\n`);
  return { items: names.length, classes: 0, sha256: hash.digest('hex') };
}
