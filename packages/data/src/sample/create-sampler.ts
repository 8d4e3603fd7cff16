import type { Shard } from '@fairface/features';
import { InputError, seededRandom } from '@fairface/io';
import { endlessOrder } from './endless-order';
import { type Members, members } from './members';
import type { Sampling } from './sampling';

export interface SamplerOptions {
  /** Name of the branch: part of the purpose of its random numbers, and named in errors. */
  name: string;
  /** `[N]`: the class of every item. */
  labels: Int32Array;
  /** Number of classes. */
  classes: number;
  /** Items of one step, of one process. */
  batch: number;
  /** @default 'epoch' */
  sampling?: Sampling;
  seed: number;
  /** Which of several processes this is. @default the only one */
  shard?: Shard;
}

/** Draws the items of every step. */
export interface Sampler {
  /** Steps after which every item (or every person, where people are drawn) has come once, rounded up. */
  readonly stepsPerEpoch: number;
  /** `[batch]`: the items of a step. It hangs on the options and the step alone. */
  pick(step: number): Uint32Array;
}

/**
 * A sampler of a branch. The batches of all shards, one behind the other, are the batch that a single process with the
 * sum of their sizes would draw: within an epoch no two shards see the same item (or person).
 *
 * @throws InputError `batch-too-large`, `batch-not-people-times-images` or `too-few-people`.
 */
export function createSampler(options: SamplerOptions): Sampler {
  const { name, labels, classes, batch, sampling = 'epoch', seed, shard = { index: 1, count: 1 } } = options;
  const all = batch * shard.count;
  if (sampling !== 'uniform-people' && all > labels.length) throw batchTooLarge(name, labels.length, batch, shard);
  const first = (shard.index - 1) * batch;
  if (sampling === 'epoch') {
    const order = endlessOrder(labels.length, seed, 'epoch', name);
    return {
      stepsPerEpoch: Math.ceil(labels.length / all),
      pick: (step) => Uint32Array.from({ length: batch }, (_, n) => order(step * all + first + n)),
    };
  }
  const groups = members(labels, classes);
  if (sampling === 'uniform-people') return uniformPeople(options, groups, all, first);
  return peopleTimesImages(options, groups, sampling, shard);
}

/** The v-th visit of a person takes its v-th image, in an order of its own each round. */
function uniformPeople({ name, classes, batch, seed }: SamplerOptions, groups: Members, all: number, first: number) {
  const people = endlessOrder(classes, seed, 'people', name);
  return {
    stepsPerEpoch: Math.ceil(classes / all),
    pick: (step: number) =>
      Uint32Array.from({ length: batch }, (_, n) => {
        const position = step * all + first + n;
        const person = people(position);
        const images = groups.of(person);
        const visit = Math.floor(position / classes);
        const round = Math.floor(visit / images.length);
        const order = seededRandom(seed, 'image', name, person, round).shuffle(images.slice());
        return order[visit % images.length] as number;
      }),
  };
}

/** An epoch is as many whole batches as the people fill; who is left over changes from epoch to epoch. */
function peopleTimesImages(
  { name, classes, batch, seed }: SamplerOptions,
  groups: Members,
  { people, images }: Exclude<Sampling, string>,
  shard: Shard,
): Sampler {
  if (batch !== people * images) {
    throw new InputError({
      code: 'batch-not-people-times-images',
      message: `branch "${name}": the batch is not people times images`,
      expected: `batch: ${people * images} (${people} people x ${images} images)`,
      found: `${batch}`,
    });
  }
  const steps = Math.floor(classes / (people * shard.count));
  if (steps === 0) throw tooFewPeople(name, classes, people, shard);
  const order = endlessOrder(classes, seed, 'people', name);
  return {
    stepsPerEpoch: steps,
    pick: (step) => {
      const epoch = Math.floor(step / steps);
      const start = epoch * classes + ((step - epoch * steps) * shard.count + shard.index - 1) * people;
      const picks = new Uint32Array(batch);
      for (let n = 0; n < people; n++) {
        const person = order(start + n);
        const shuffled = seededRandom(seed, 'images', name, person, epoch).shuffle(groups.of(person).slice());
        for (let k = 0; k < images; k++) picks[n * images + k] = shuffled[k % shuffled.length] as number;
      }
      return picks;
    },
  };
}

const ofShards = ({ count }: Shard): string => (count === 1 ? '' : ` in each of ${count} processes`);

function batchTooLarge(name: string, items: number, batch: number, shard: Shard): InputError {
  return new InputError({
    code: 'batch-too-large',
    message: `branch "${name}": a batch of ${batch}${ofShards(shard)} is larger than the branch`,
    expected: `at most ${Math.floor(items / shard.count)}`,
    found: `${items} items`,
    hint: 'Lower its batch, or give the branch more items',
  });
}

function tooFewPeople(name: string, classes: number, people: number, shard: Shard): InputError {
  return new InputError({
    code: 'too-few-people',
    message: `branch "${name}": a batch of ${people} people${ofShards(shard)} is more than the branch has`,
    expected: `at most ${Math.floor(classes / shard.count)} people`,
    found: `${classes} people`,
    hint: 'Lower sampling.people, or give the branch more people',
  });
}
