import { availableParallelism } from 'node:os';
import { InputError, type JobReject, type Reject } from '@fairface/io';
import { resolveAugmentation } from '../augment/augmentation';
import { createSampler } from '../sample/create-sampler';
import { branchFeed, type Feed, pairFeed } from './feed';
import type { Filler } from './fill';
import { type BatchMaker, type MadeBatch, makeBatch } from './make-batch';
import { openImageFiller } from './open-image-filler';
import { openVectorFiller } from './open-vector-filler';
import type { StreamPlan } from './stream-plan';
import type { Inputs, TrainBatch } from './train-batch';

/** A batch, or an item that was left out: of the sources at the beginning, unreadable ones as they are met. */
export type StreamEvent = { type: 'batch'; batch: TrainBatch } | JobReject;

/**
 * Streams the batches of training from `fromStep` on, without end unless `toStep` says so. `prefetch` batches are made
 * ahead in worker threads; no more than that, however slow the consumer is. An unreadable item is told once and replaced by
 * another of its branch. Ending the loop (break, return, an error) ends the threads.
 *
 * The batch of step k is a function of the plan, the data, the seed and k alone: to resume, start at k.
 *
 * @throws InputError `batch-too-large` and the like before the first batch, `branch-unreadable` when nothing can stand in for an
 * unreadable item; RangeError for a plan without branches, of mixed kinds, or without preprocessing.
 */
export async function* streamBatches(plan: StreamPlan): AsyncGenerator<StreamEvent, void> {
  const { seed, fromStep = 0, toStep = Infinity, shard = { index: 1, count: 1 }, prefetch = 2 } = plan;
  const feeds = makeFeeds(plan);
  for (const { source } of plan.branches) yield* rejectEvents(source.rejects);
  for (const { pairs } of plan.pairs ?? []) yield* rejectEvents(pairs.rejects);
  const filler = await openFiller(plan, feeds);
  const underway: Promise<MadeBatch>[] = [];
  try {
    const maker: BatchMaker = { feeds, filler, seed, shard: shard.index - 1, unreadable: feeds.map(() => new Map()) };
    // One is with the consumer, one stays whole until it asks for the next but one.
    const ring = Array.from({ length: prefetch + 2 }, () => filler.allocate());
    const memory = (step: number): Inputs => ring[(step - fromStep) % ring.length] as Inputs;
    let next = fromStep;
    for (let step = fromStep; step < toStep; step++) {
      for (; next < toStep && next <= step + prefetch; next++) underway.push(start(maker, next, memory(next)));
      const asked = performance.now();
      const made = await (underway.shift() as Promise<MadeBatch>);
      const waitMs = performance.now() - asked;
      yield* rejectEvents(made.rejects);
      yield { type: 'batch', batch: { step, waitMs, ...describe(feeds, made, memory(step)) } };
    }
  } finally {
    await Promise.allSettled(underway);
    await filler.close();
  }
}

function start(maker: BatchMaker, step: number, memory: Inputs): Promise<MadeBatch> {
  const made = makeBatch(maker, step, memory);
  // Its error is thrown when its turn comes; until then it must not count as unhandled.
  made.catch(() => undefined);
  return made;
}

function* rejectEvents(rejects: readonly Reject[]): Generator<JobReject> {
  for (const reject of rejects) yield { type: 'reject', ...reject };
}

function makeFeeds({ branches, pairs = [], seed, shard }: StreamPlan): Feed[] {
  let slots = 0;
  const place = (batch: number): number => (slots += batch) - batch;
  const feeds = branches.map(({ name, source, batch, sampling, augment }) => {
    const { labels, classes } = source;
    const sampler = createSampler({ name, labels, classes: classes.length, batch, sampling, seed, shard });
    const augmentation = resolveAugmentation(augment);
    const keepsPerson = typeof sampling === 'object';
    return branchFeed(source, { name, batch, sampler, augmentation, keepsPerson }, place(batch));
  });
  const lefts = pairs.map(({ batch }) => place(batch));
  const rights = pairs.map(({ batch }) => place(batch));
  const pairFeeds = pairs.map(({ group, pairs: source, batch, augment }, n) => {
    const labels = new Int32Array(source.names.length);
    const sampler = createSampler({ name: `${group}/pairs`, labels, classes: 1, batch, seed, shard });
    const feed = { name: group, batch, sampler, augmentation: resolveAugmentation(augment) };
    return pairFeed(source, feed, [lefts[n] as number, rights[n] as number]);
  });
  return [...feeds, ...pairFeeds];
}

async function openFiller(plan: StreamPlan, feeds: readonly Feed[]): Promise<Filler> {
  const { branches, pairs = [], preprocessing, centre, seed, prefetch = 2, workers = availableParallelism() } = plan;
  const sources = [...branches.map(({ source }) => source), ...pairs.map((pair) => pair.pairs)];
  const [first] = sources;
  if (first === undefined) throw new RangeError('expected at least one branch; found none');
  const odd = sources.find(({ kind, dimension }) => kind !== first.kind || dimension !== first.dimension);
  if (odd !== undefined) {
    throw new InputError({
      code: 'mixed-sources',
      file: odd.origin,
      message: `gives other inputs than ${first.origin}`,
      expected: inputsOf(first),
      found: inputsOf(odd),
      hint: 'All branches and pairs of a configuration feed one network',
    });
  }
  const augmentations = feeds.map(({ augmentation }) => augmentation);
  const slots = feeds.reduce((sum, { batch, sides }) => sum + batch * sides.length, 0);
  if (first.dimension !== undefined) {
    return openVectorFiller({ slots, dimension: first.dimension, seed, augmentations, centre });
  }
  if (preprocessing === undefined)
    throw new RangeError('expected preprocessing, which says how inputs are made of crops');
  return openImageFiller({ slots, preprocessing, workers, depth: prefetch + 1, seed, augmentations });
}

const inputsOf = ({ kind, dimension }: { kind: string; dimension?: number }): string =>
  dimension === undefined ? kind : `${kind} of ${dimension} values`;

function describe(feeds: readonly Feed[], { items }: MadeBatch, inputs: Inputs): Omit<TrainBatch, 'step' | 'waitMs'> {
  const slots = feeds.reduce((sum, { batch, sides }) => sum + batch * sides.length, 0);
  const length = inputs.length / slots;
  const view = ({ batch, sides }: Feed, side: number): Inputs => {
    const { start } = sides[side] as Feed['sides'][0];
    return inputs.subarray(start * length, (start + batch) * length);
  };
  const batch: Omit<TrainBatch, 'step' | 'waitMs'> = { inputs, branches: {}, pairs: {} };
  feeds.forEach((feed, n) => {
    const picks = [...(items[n] as Uint32Array)];
    const names = picks.map((item) => [...feed.names(item)]);
    if (feed.labels === undefined) {
      batch.pairs[feed.name] = { left: view(feed, 0), right: view(feed, 1), names: names as [string, string][] };
    } else {
      const labels = Int32Array.from(picks, (item) => feed.labels?.[item] ?? -1);
      batch.branches[feed.name] = { inputs: view(feed, 0), labels, names: names.flat() };
    }
  });
  return batch;
}
