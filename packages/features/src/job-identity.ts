import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ListItem, readList } from '@fairface/io';
import type { Embedder, Preprocessing } from './embedder';

/** Format of the feature files: text as the reference writes it, or NumPy arrays. */
export type FeatureFormat = 'text' | 'npy';

/** A part of a list: the `index`th of `count` contiguous parts of about equal length. */
export interface Shard {
  /** From 1 to `count`. */
  index: number;
  count: number;
}

/** The images of a job: a list file, a folder, or what can be walked more than once and gives the same every time. */
export type ImageList = string | Iterable<ListItem> | AsyncIterable<ListItem>;

/** What makes two runs the same job, so that one may go on where the other stopped. */
export interface JobIdentity {
  model: string;
  dimension: number;
  preprocessing: Preprocessing;
  list: { items: number; sha256: string };
  /** Absolute folder to which paths are relative. */
  root: string;
  format: FeatureFormat;
  shard?: Shard;
}

/** Walks the list once, to count it and to tell it from others, without holding it. */
export async function identifyJob(options: {
  embedder: Embedder;
  list: ImageList;
  root: string;
  format: FeatureFormat;
}): Promise<JobIdentity> {
  const { embedder, list, root, format } = options;
  const hash = createHash('sha256');
  let items = 0;
  for await (const { path } of walkList(list)) {
    hash.update(`${path}\n`);
    items += 1;
  }
  return {
    model: embedder.name,
    dimension: embedder.dimension,
    preprocessing: embedder.preprocessing,
    list: { items, sha256: hash.digest('hex') },
    root,
    format,
  };
}

/**
 * The items of a list, from its beginning.
 *
 * @throws TypeError for a generator, which can be walked only once.
 */
export function walkList(list: ImageList): Iterable<ListItem> | AsyncIterable<ListItem> {
  if (typeof list === 'string') return readList(list);
  const iterator: unknown = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
  if (iterator === list) {
    throw new TypeError('list: expected something that can be walked twice; found a generator. Give an array instead');
  }
  return list;
}

/** The folder to which the paths of a list are relative: the listed folder itself, else the current one. */
export async function rootOf(list: ImageList): Promise<string> {
  if (typeof list !== 'string') return resolve('.');
  const isFolder = await stat(list).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return resolve(isFolder ? list : '.');
}

/** The part of a list of `items` that belongs to a shard: from `start` up to, not including, `end`. */
export function shardRange(items: number, shard: Shard | undefined): { start: number; end: number } {
  if (shard === undefined) return { start: 0, end: items };
  const { index, count } = shard;
  return { start: Math.floor(((index - 1) * items) / count), end: Math.floor((index * items) / count) };
}
