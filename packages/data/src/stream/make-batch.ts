import { InputError, type Reject } from '@fairface/io';
import { type Feed, MOST_REPLACEMENTS, replacements } from './feed';
import type { Failure, Filler, FillTask } from './fill';
import type { Inputs } from './train-batch';

/** What makes the batches of a plan. */
export interface BatchMaker {
  feeds: readonly Feed[];
  filler: Filler;
  seed: number;
  /** Number of this process among all, from 0. */
  shard: number;
  /** Items that are known to be unreadable, by feed; grows. It spares reading them again and changes no batch. */
  unreadable: readonly Map<number, Failure>[];
}

/** The items of a batch, after unreadable ones were replaced. */
export interface MadeBatch {
  /** For each feed `[batch]`: its items. */
  items: Uint32Array[];
  /** Unreadable items that were replaced, each once. */
  rejects: Reject[];
}

/** Makes the batch of a step in `memory`. */
export async function makeBatch(maker: BatchMaker, step: number, memory: Inputs): Promise<MadeBatch> {
  const { feeds, filler, unreadable } = maker;
  const items = feeds.map(({ sampler }) => sampler.pick(step));
  const rows = feeds.flatMap((feed, n) => [...(items[n] as Uint32Array)].map((item, row) => ({ feed, n, row, item })));
  const known = (n: number, item: number): Failure | undefined => unreadable[n]?.get(item);
  const readable = rows.filter(({ n, item }) => known(n, item) === undefined);
  const tasks = readable.flatMap(({ feed, n, row, item }) => fillTasks(maker, feed, n, row, item, step));
  const failed = new Map((await filler.fill(tasks, memory)).map((failure) => [failure.slot, failure]));
  const rejects: Reject[] = [];
  for (const { feed, n, row, item } of rows) {
    const failure = known(n, item) ?? failureOf(feed, row, failed);
    if (failure === undefined) continue;
    const picks = items[n] as Uint32Array;
    picks[row] = await replace(maker, { feed, n, row, item, step, memory, taken: new Set(picks), failure, rejects });
  }
  return { items, rejects };
}

interface Replacement {
  feed: Feed;
  /** Number of the feed. */
  n: number;
  row: number;
  item: number;
  step: number;
  memory: Inputs;
  taken: ReadonlySet<number>;
  failure: Failure;
  rejects: Reject[];
}

async function replace(maker: BatchMaker, replacement: Replacement): Promise<number> {
  const { feed, n, row, item, step, memory, taken, failure, rejects } = replacement;
  const unreadable = maker.unreadable[n] as Map<number, Failure>;
  const note = (bad: number, why: Failure): void => {
    if (unreadable.has(bad)) return;
    unreadable.set(bad, why);
    rejects.push({
      item: feed.names(bad).join('\t'),
      reason: why.reason,
      detail: `${feed.kind} ${feed.name}: ${why.detail}`,
    });
  };
  note(item, failure);
  let tries = 0;
  for (const candidate of replacements(feed, item, { seed: maker.seed, step, row, taken })) {
    if (unreadable.has(candidate)) continue;
    if (++tries > MOST_REPLACEMENTS) break;
    const [bad] = await maker.filler.fill(fillTasks(maker, feed, n, row, candidate, step), memory);
    if (bad === undefined) return candidate;
    note(candidate, bad);
  }
  throw new InputError({
    code: 'branch-unreadable',
    message: `${feed.kind} "${feed.name}": ${unreadable.size} of its ${feed.size} items are unreadable, and ${tries} in a row could not stand in for ${feed.names(item).join(', ')}`,
    found: failure.detail,
    hint: 'Check the root folder of the branch; `fairface data check` lists every unreadable file',
  });
}

function fillTasks(maker: BatchMaker, feed: Feed, n: number, row: number, item: number, step: number): FillTask[] {
  const global = maker.shard * feed.batch + row;
  return feed.references(item).map((reference, side) => {
    const { branch, start } = feed.sides[side] as Feed['sides'][0];
    return { reference, feed: n, branch, step, row: global, slot: start + row };
  });
}

function failureOf(feed: Feed, row: number, failed: ReadonlyMap<number, Failure>): Failure | undefined {
  return feed.sides.map(({ start }) => failed.get(start + row)).find((failure) => failure !== undefined);
}
