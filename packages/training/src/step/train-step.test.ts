import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { buildNetwork } from '@fairface/model';
import { BRANCHES, EVERY_TERM, NETWORKS, PAIRS, randomBatch, smallStep } from '../testing/small-trainings';
import { openTrainer } from './open-trainer';
import { stepInputs } from './step-inputs';
import { flattenTensors } from './tensor-tree';
import type { StepMetrics } from './train-state';
import type { TrainStepOptions } from './train-step';

type Name = keyof typeof NETWORKS;
type Numbers = Map<string, number[]>;

beforeAll(async () => void (await chooseEngine({ engine: 'wasm' })));

const numbers = (tree: object): Numbers =>
  new Map([...flattenTensors(tree)].map(([path, tensor]) => [path, [...tensor.dataSync()]]));

interface Run {
  before: Numbers;
  after: Numbers;
  metrics: StepMetrics[];
}

/** Steps on different batches; `spoil` changes the first input number of a batch. */
async function run(name: Name, options: Partial<TrainStepOptions>, steps = 1, spoil?: number): Promise<Run> {
  const trainStep = smallStep(name, options);
  const state = trainStep.initialise(1);
  const before = numbers(state);
  const trainer = await openTrainer({ trainStep, state });
  tf.dispose(state);
  const metrics = Array.from({ length: steps }, (_, number) => {
    const batch = randomBatch(trainStep, number);
    const first = batch.branches['base']?.inputs;
    if (spoil !== undefined && first !== undefined) first[0] = spoil;
    const inputs = stepInputs(trainStep, batch, 0.05);
    const found = trainer.run(inputs);
    tf.dispose(inputs);
    return found;
  });
  const read = trainer.read();
  const after = numbers(read);
  tf.dispose(read);
  trainer.dispose();
  return { before, after, metrics };
}

const changed = ({ before, after }: Run): string[] =>
  [...before]
    .filter(([path, values]) => !values.every((value, i) => value === after.get(path)?.[i]))
    .map(([path]) => path);

describe('a step', () => {
  it('gives terms that add up to the loss, and changes all that is trained, and moving averages', async () => {
    const found = await run('tiny', {});
    const [{ total, terms, finite, gradientNorm } = {} as StepMetrics] = found.metrics;
    expect(Object.values(terms).reduce((sum, term) => sum + term, 0) / total).toBeCloseTo(1, 5);
    expect([finite, gradientNorm > 0]).toEqual([true, true]);
    const { specs } = buildNetwork(NETWORKS.tiny);
    const trainable = specs.filter((spec) => spec.trainable).map((spec) => spec.name);
    // A bias before batch norm has gradient 0 and rounding: it may stay.
    const expected = [
      ...specs.filter(({ kind }) => kind !== 'beta').map((spec) => `parameters/${spec.name}`),
      ...BRANCHES.map((branch) => `heads/${branch.name}`),
      'headStates/extra/t',
    ];
    expect(changed(found)).toEqual(expect.arrayContaining(expected));
    const velocities = [...trainable, ...BRANCHES.map((branch) => `heads/${branch.name}`)];
    expect([...found.after.keys()].filter((path) => path.startsWith('optimiser/'))).toEqual(
      velocities.map((path) => `optimiser/velocity/${path}`),
    );
  });

  it('is a pure function: the same again, bit for bit', async () => {
    const [first, second] = [await run('tiny', {}, 2), await run('tiny', {}, 2)];
    expect(second).toEqual(first);
  });

  it('gives the same with activations computed again', async () => {
    const [kept, again] = [await run('tiny', {}, 2), await run('tiny', { recompute: true }, 2)];
    expect(again.metrics[0]?.total).toBe(kept.metrics[0]?.total);
    for (const [path, values] of kept.after) {
      const largest = Math.max(1, ...values.map(Math.abs));
      const apart = values.map((value, i) => Math.abs(value - (again.after.get(path)?.[i] ?? NaN)) / largest);
      expect({ path, close: Math.max(...apart) < 1e-4 }).toEqual({ path, close: true });
    }
  });

  it('leaves what is frozen, moving averages too', async () => {
    const found = await run('tiny', { freeze: ['stage1/*', '*/gamma', 'heads/base'] });
    const kept = (path: string) => /^(parameters\/stage1\/|heads\/base$)|\/gamma$/.test(path);
    const names = changed(found);
    expect(names.filter(kept)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['parameters/stage2/unit1/bn1/movingMean', 'heads/dark']));
    expect([...found.after.keys()].filter((path) => path.startsWith('optimiser/') && kept(path.slice(19)))).toEqual([]);
  });

  it('normalises by moving averages where asked to, and leaves them', async () => {
    const byBatch = await run('tiny', {});
    const byMoving = await run('tiny', { batchNorm: 'moving' });
    expect(changed(byMoving).filter((path) => path.includes('/moving'))).toEqual([]);
    expect(changed(byMoving)).toContain('parameters/stem/conv/kernel');
    expect(byMoving.metrics[0]?.total).not.toBe(byBatch.metrics[0]?.total);
  });

  it('shortens long gradients, not short ones', async () => {
    const plain = { optimiser: { type: 'sgd', momentum: 0 }, loss: { ...EVERY_TERM, l2: 0 } } as const;
    const moved = ({ before, after }: Run) =>
      Math.hypot(
        ...[...before]
          .filter(([path]) => /^(parameters|heads)/.test(path) && !path.includes('/moving'))
          .flatMap(([path, values]) => values.map((value, i) => value - (after.get(path)?.[i] ?? NaN))),
      );
    const [free, long, short] = [
      await run('tiny', plain),
      await run('tiny', { ...plain, clip: 2 }),
      await run('tiny', { ...plain, clip: 1e6 }),
    ];
    expect(free.metrics[0]?.gradientNorm).toBeGreaterThan(2);
    expect(moved(long) / (0.05 * 2)).toBeCloseTo(1, 2);
    expect(long.metrics[0]?.gradientNorm).toBe(free.metrics[0]?.gradientNorm);
    expect(short.after).toEqual(free.after);
  });

  it('says that it is not finite, and leaves everything where it shall skip such steps', async () => {
    const skipped = await run('tiny', { skipNonFinite: true }, 1, Infinity);
    expect(skipped.metrics[0]?.finite).toBe(false);
    expect(changed(skipped)).toEqual([]);
    const taken = await run('tiny', {}, 1, NaN);
    expect(taken.metrics[0]?.finite).toBe(false);
    expect(taken.after.get('heads/base')).toContainEqual(NaN);
    const usual = await run('tiny', {}, 2);
    expect(await run('tiny', { skipNonFinite: true }, 2)).toEqual(usual);
  });

  it.each<[Name, Partial<TrainStepOptions>]>([
    ['adapter', { optimiser: { type: 'adamw', weightDecay: 0.1 } }],
    ['tiny', { clip: 1, skipNonFinite: true }],
    ['tiny', { accumulate: 2, recompute: true }],
  ])('leaks no tensor: %s %j', async (name, options) => {
    const trainStep = smallStep(name, options);
    const before = tf.memory().numTensors;
    const state = trainStep.initialise(1);
    const trainer = await openTrainer({ trainStep, state, embedRows: 2 });
    tf.dispose(state);
    const inputs = stepInputs(trainStep, randomBatch(trainStep, 1), 0.01);
    const counts = Array.from({ length: 3 }, () => {
      trainer.run(inputs);
      tf.dispose([trainer.embed(inputs.inputs), trainer.read()]);
      return tf.memory().numTensors;
    });
    expect(new Set(counts).size).toBe(1);
    tf.dispose(inputs);
    trainer.dispose();
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(() => trainer.run(inputs)).toThrow('This trainer has been disposed of.');
  });
});

describe('createTrainStep', () => {
  const make = (options: Partial<TrainStepOptions>) => () => smallStep('tiny', options);

  it.each<[Partial<TrainStepOptions>, string]>([
    [{ branches: BRANCHES.slice(1) }, "The batch has no rows for the branch 'base' of the loss"],
    [{ branches: [...BRANCHES, { name: 'more', classes: 2, batch: 1 }] }, "The loss has no branch 'more'"],
    [{ branches: [...BRANCHES, BRANCHES[0]] }, "The branches name 'base' twice"],
    [{ pairs: PAIRS.slice(1) }, "The batch has no pairs for the group 'bright'"],
    [{ pairs: [...PAIRS, { group: 'none', batch: 1 }] }, "The pairs name 'none', which is no branch"],
    [
      { branches: [{ ...BRANCHES[0], batch: 0 }, ...BRANCHES.slice(1)] },
      "The branch 'base': expected batch as a whole",
    ],
    [{ accumulate: 27 }, "accumulate: expected a whole number from 1 to the batch's 26 rows, found 27"],
    [{ clip: 0 }, 'clip: expected a number above 0, found 0'],
    [{ freeze: ['stage9/*'] }, "freeze: 'stage9/*' fits no parameter"],
    [{ freeze: ['*'] }, 'freeze: nothing is left to train'],
  ])('refuses %j', (options, message) => {
    expect(make(options)).toThrow(message);
  });

  it('starts from the seed alone', () => {
    const start = (seed: number) => numbers(smallStep('tiny').initialise(seed));
    expect(start(5)).toEqual(start(5));
    const [a, b] = [start(5), start(6)];
    expect(a.get('heads/base')).not.toEqual(b.get('heads/base'));
    expect(a.get('heads/base')?.slice(0, 4)).not.toEqual(a.get('heads/dark')?.slice(0, 4));
    const limit = Math.sqrt(6 / (16 + 7));
    const weights = a.get('heads/base') ?? [];
    expect(Math.max(...weights)).toBeLessThanOrEqual(limit);
    expect(Math.max(...weights)).toBeGreaterThan(0.8 * limit);
    expect(Math.min(...weights)).toBeLessThan(-0.8 * limit);
  });

  it('takes first class weights, of the right size', () => {
    const trainStep = smallStep('tiny');
    const weights = Float32Array.from({ length: 16 * 4 }, (_, i) => i);
    expect([...(trainStep.initialise(1, { dark: weights }).heads['dark']?.dataSync() ?? [])]).toEqual([...weights]);
    expect(() => trainStep.initialise(1, { dark: weights.subarray(1) })).toThrow(
      "The class weights of 'dark': expected [16, 4], found 63 numbers",
    );
    expect(() => trainStep.initialise(1, { none: weights })).toThrow("given for 'none', which is no branch");
  });

  it('takes heads of another shape', () => {
    const loss = { branches: [{ name: 'base', head: { type: 'subcenter-arcface', subCenters: 2 } as const }] };
    const { initialise } = smallStep('tiny', { loss, branches: [BRANCHES[0]], pairs: [] });
    expect(initialise(1).heads['base']?.shape).toEqual([16, 14]);
  });
});

describe('an eager trainer', () => {
  it('takes and gives states, and refuses others', async () => {
    const trainStep = smallStep('adapter');
    const [one, two] = [trainStep.initialise(1), trainStep.initialise(2)];
    const trainer = await openTrainer({ trainStep, state: one });
    trainer.write(two);
    expect(numbers(trainer.read())).toEqual(numbers(two));
    const heads = Object.fromEntries(Object.entries(two.heads).slice(1));
    expect(() => trainer.write({ ...two, heads })).toThrow('Missing tensor of the state: heads/base.');
    const inputs = stepInputs(trainStep, randomBatch(trainStep, 1), 1);
    expect(() => trainer.run({ ...inputs, learningRate: tf.ones([1]) as never })).toThrow(
      "The input 'learningRate': expected float32 [], found float32 [1].",
    );
    const labels = { ...inputs.labels, none: tf.tensor1d([1], 'int32') };
    expect(() => trainer.run({ ...inputs, labels })).toThrow('Unknown input: labels/none.');
  });
});
