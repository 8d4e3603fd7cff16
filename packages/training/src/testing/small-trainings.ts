import { seededRandom } from '@fairface/io';
import type { MultiBranchOptions } from '@fairface/losses';
import { buildNetwork, type ModelOptions } from '@fairface/model';
import type { BatchData } from '../step/step-inputs';
import { createTrainStep, type TrainStep, type TrainStepOptions } from '../step/train-step';

/** A base branch, one with terms of its own negatives, and two groups, with every kind of term on. */
export const EVERY_TERM: MultiBranchOptions = {
  branches: [
    { name: 'base', head: { type: 'arcface' } },
    { name: 'extra', head: { type: 'curricularface' }, negatives: { entropy: 0.01, mean: 0.1 } },
    { name: 'dark', head: { type: 'adaface' } },
    { name: 'bright', head: { type: 'cosface' } },
  ],
  groups: [{ branch: 'dark' }, { branch: 'bright' }],
  constraints: {
    kl: { weight: 0.1, between: 'all' },
    entropy: { weight: 0.01 },
    order: { weight: 0.1 },
    genuine: { weight: 1, threshold: 0.5 },
  },
  topK: 5,
};

export const BRANCHES = [
  { name: 'base', classes: 7, batch: 4 },
  { name: 'extra', classes: 5, batch: 4 },
  { name: 'dark', classes: 4, batch: 4 },
  { name: 'bright', classes: 6, batch: 4 },
] as const;

export const PAIRS = [
  { group: 'bright', batch: 2 },
  { group: 'dark', batch: 3 },
] as const;

/** Networks of every kind, small. */
export const NETWORKS = {
  adapter: { preset: 'adapter', inputDimension: 24, hidden: 12, activation: 'prelu' },
  tiny: { preset: 'tiny', inputSize: 16, embedding: 16 },
  resnet: { preset: 'resnet50-se', inputSize: 32, embedding: 24, widthMultiplier: 0.125 },
} as const satisfies Record<string, ModelOptions>;

/** A step of a small network with every term of the loss. */
export function smallStep(network: keyof typeof NETWORKS, options: Partial<TrainStepOptions> = {}): TrainStep {
  return createTrainStep({
    network: buildNetwork(NETWORKS[network]),
    loss: EVERY_TERM,
    branches: BRANCHES,
    pairs: PAIRS,
    optimiser: { type: 'sgd', weightDecay: 0.001 },
    ...options,
  });
}

/** Random inputs and labels; the numbers of another batch for another `number`. */
export function randomBatch({ layout, network }: TrainStep, number: number): BatchData {
  const width = network.inputShape.reduce((product, size) => product * size, 1);
  const rows = (count: number, ...purpose: string[]): Float32Array => {
    const random = seededRandom(number, ...purpose);
    return Float32Array.from({ length: count * width }, () => random.next());
  };
  return {
    branches: Object.fromEntries(
      layout.branches.map(({ name, batch, classes }) => {
        const random = seededRandom(number, 'labels', name);
        const labels = Int32Array.from({ length: batch }, () => random.integer(classes));
        return [name, { inputs: rows(batch, name), labels }];
      }),
    ),
    pairs: Object.fromEntries(
      layout.pairs.map(({ group, batch }) => [
        group,
        { left: rows(batch, group, 'left'), right: rows(batch, group, 'right') },
      ]),
    ),
  };
}
