import { seededRandom } from '@fairface/io';
import type { Augmentation } from '../augment/augmentation';
import type { PairSource } from '../pairs/load-pairs';
import type { Sampler } from '../sample/create-sampler';
import type { ItemReference, Source } from '../source/source';

/** What fills one part of every batch: a branch (one slot an item), or pairs (two slots a pair). */
export interface Feed {
  /** The branch, or the group of the pairs. */
  name: string;
  kind: 'branch' | 'pairs';
  batch: number;
  sampler: Sampler;
  augmentation: Augmentation;
  /** For each side: its name among the random streams, and its first slot in the batch. */
  sides: readonly { branch: string; start: number }[];
  /** Whether a person's place in a batch stays that person's, even if one of its images has to come twice. */
  keepsPerson?: boolean;
  /** Number of items. */
  size: number;
  /** Names of an item: one, or those of both sides. */
  names(item: number): readonly string[];
  /** Where the sides of an item are. */
  references(item: number): readonly ItemReference[];
  /** `[N]`: the class of every item; for a branch alone. */
  labels?: Int32Array;
}

/** The feed of a branch. */
export function branchFeed(
  source: Source,
  feed: Pick<Feed, 'name' | 'batch' | 'sampler' | 'augmentation' | 'keepsPerson'>,
  start: number,
): Feed {
  return {
    ...feed,
    kind: 'branch',
    sides: [{ branch: feed.name, start }],
    size: source.names.length,
    names: (item) => [source.names[item] as string],
    references: (item) => [source.item(item)],
    labels: source.labels,
  };
}

/** The feed of pairs. */
export function pairFeed(
  pairs: PairSource,
  feed: Pick<Feed, 'name' | 'batch' | 'sampler' | 'augmentation'>,
  [left, right]: readonly [number, number],
): Feed {
  return {
    ...feed,
    kind: 'pairs',
    sides: [
      { branch: `${feed.name}/left`, start: left },
      { branch: `${feed.name}/right`, start: right },
    ],
    size: pairs.names.length,
    names: (item) => pairs.names[item] as readonly [string, string],
    references: (item) => pairs.item(item),
  };
}

/** Replacements that are tried for one item before the branch counts as unreadable, and how many of the same person. */
export const MOST_REPLACEMENTS = 100;
const MOST_OF_PERSON = 50;

/**
 * The items that may stand in for an unreadable one, in the order in which they are tried: other images of the same
 * person first, then any. It hangs on seed, feed, step and row alone. Items of `taken` come last, but where the feed keeps
 * the person.
 */
export function* replacements(
  feed: Feed,
  item: number,
  { seed, step, row, taken }: { seed: number; step: number; row: number; taken: ReadonlySet<number> },
): Generator<number> {
  const random = seededRandom(seed, 'replace', feed.name, feed.kind, step, row);
  const tried = new Set([item]);
  const { labels, size } = feed;
  const own = labels?.[item];
  const fresh = (n: number): boolean => !tried.has(n) && !taken.has(n);
  if (labels !== undefined) {
    const same: number[] = [];
    labels.forEach((label, n) => {
      if (label === own) same.push(n);
    });
    for (const n of random.shuffle(same.filter(fresh)).slice(0, MOST_OF_PERSON)) yield* once(n, tried);
    if (feed.keepsPerson) for (const n of random.shuffle(same).slice(0, MOST_OF_PERSON)) yield* once(n, tried);
  }
  for (let draws = 0; draws < MOST_REPLACEMENTS && tried.size < size; draws++) {
    const n = random.integer(size);
    if (fresh(n) && (labels === undefined || labels[n] !== own)) yield* once(n, tried);
  }
  // A small branch: go through what is left, so that one readable item is found wherever it is.
  const start = random.integer(size);
  for (let n = 0; n < size; n++) yield* once((start + n) % size, tried);
}

function* once(n: number, tried: Set<number>): Generator<number> {
  if (tried.has(n)) return;
  tried.add(n);
  yield n;
}
